package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to {@code /start_job} is answered with a problem that helps, and starts nothing. */
class B2HostileSubmissionsTest {
    private static final int TEN_MEGABYTES = 10_000_000;
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    @AfterEach
    void nothingWasStarted() {
        assertThat(api.jobs.started()).isZero();
    }

    private static Answer refused(HttpRequest.Builder request, int status, String problem) throws Exception {
        Answer answer = api.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        answer.problem(problem);
        assertThat(answer.body()).doesNotContain("java.", "io.trawl", "Exception", "\tat ", "tools.jackson");
        return answer;
    }

    private static Answer refused(String json, int status, String problem) throws Exception {
        return refused(api.starting(json), status, problem);
    }

    private static String pointer(Answer answer) {
        return answer.json().at("/errors/0/pointer").stringValue("none");
    }

    @Test
    void shouldRefuseTenMegabytesWithDeclaredLength() throws Exception {
        refused(RunningApi.JOB + " ".repeat(TEN_MEGABYTES), 413, "body-too-large");
    }

    @Test
    void shouldRefuseTenMegabytesInChunks() throws Exception {
        InputStream body = new ByteArrayInputStream(new byte[TEN_MEGABYTES]);
        HttpRequest.Builder request = api.to("/start_job")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> body));

        refused(request, 413, "body-too-large");
    }

    @Test
    void shouldRefuseTenThousandSources() throws Exception {
        String sources =
                IntStream.range(0, 10_000).mapToObj(i -> "\"ds_" + i + "\"").collect(Collectors.joining(","));

        Answer answer = refused("{\"workload\": \"discovery\", \"sources\": [" + sources + "]}", 422, "invalid-job");

        assertThat(pointer(answer)).isEqualTo("/sources");
    }

    @Test
    void shouldRefuseTheSameSourceTwice() throws Exception {
        Answer answer = refused(RunningApi.JOB.replace("\"ds_1\"", "\"ds_1\", \"ds_1\""), 422, "invalid-job");

        assertThat(pointer(answer)).isEqualTo("/sources/1/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "tenant", "attempt", "job_id", "worklod", "a/b~c"})
    void shouldRefuseFieldsThatDoNotExistOrAreNotTheCallersToSet(String field) throws Exception {
        Answer answer = refused(RunningApi.JOB.replace("{", "{\"" + field + "\": \"x\", "), 422, "unknown-field");

        assertThat(pointer(answer)).isEqualTo("/" + field.replace("~", "~0").replace("/", "~1"));
        assertThat(answer.json().path("detail").stringValue()).contains("'" + field + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"workload": "discovery", "sources": [{"id": "a", "conector": "file"}]}     | /sources/0/conector
            {"workload": "discovery", "sources": ["a"], "limits": {"concurency": 1}}    | /limits/concurency
            """)
    void shouldRefuseMisspeltFieldsInside(String json, String pointer) throws Exception {
        assertThat(pointer(refused(json, 422, "unknown-field"))).isEqualTo(pointer);
    }

    @Test
    void shouldRefuseDeepNesting() throws Exception {
        refused("{\"options\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}", 400, "malformed-body");
        refused("[".repeat(100_000), 400, "malformed-body");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"workload": ["discovery"], "sources": ["a"]}                       | /workload
            {"workload": "discovery", "sources": "a"}                           | /sources
            {"workload": "discovery", "sources": [[1]]}                         | /sources/0
            {"workload": "discovery", "sources": ["a"], "priority": "high"}     | /priority
            {"workload": "discovery", "sources": ["a"], "labels": []}           | /labels
            {"workload": "discovery", "sources": ["a"], "limits": 5}            | /limits
            {"workload": "discovery", "sources": ["a"], "limits": {"deadline": "soon"}} | /limits/deadline
            """)
    void shouldRefuseWrongTypes(String json, String pointer) throws Exception {
        assertThat(pointer(refused(json, 400, "malformed-body"))).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"sources": ["a"]}                                                          | /workload
            {"workload": "discovery"}                                                   | /sources
            {"workload": "discovery", "sources": [{"connector": "file"}]}               | /sources/0/id
            {"workload": "discovery", "sources": ["a"], "priority": 10}                 | /priority
            {"workload": "discovery", "sources": ["a"], "limits": {"concurrency": 0}}   | /limits/concurrency
            {"workload": "discovery", "sources": ["a"], "name": "a\\u0007b"}            | /name
            {"workload": "discovery", "sources": ["a"], "options": {"x": ["\\u0000"]}}  | /options/x/0
            {"workload": "discovery", "sources": ["a"], "options": {"x": "\\ud800"}}    | /options/x
            {"workload": "discovery", "sources": ["a"], "options": {"x": 1e9999}}       | /options/x
            """)
    void shouldRefuseValuesThatNoJobMayHave(String json, String pointer) throws Exception {
        assertThat(pointer(refused(json, 422, "invalid-job"))).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "\"x\"",
                "{",
                "{\"workload\": \"a\", \"workload\": \"b\"}",
                "{} {}",
                "\u0000"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String body) throws Exception {
        refused(body, 400, "malformed-body");
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() throws Exception {
        byte[] body = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
        HttpRequest.Builder request =
                api.to("/start_job").header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));

        refused(request, 400, "malformed-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense"})
    void shouldRefuseBodiesThatAreNotDeclaredAsJson(String type) throws Exception {
        HttpRequest.Builder request = api.to("/start_job").POST(BodyPublishers.ofString(RunningApi.JOB));

        refused(type.equals("none") ? request : request.header("Content-Type", type), 415, "unsupported-media-type");
    }

    @Test
    void shouldRefuseCompressedBodies() throws Exception {
        refused(api.starting(RunningApi.JOB).header("Content-Encoding", "gzip"), 415, "unsupported-media-type");
    }

    @Test
    void shouldEscapeControlCharactersInWhatItSays() throws Exception {
        Answer answer = refused(RunningApi.JOB.replace("{", "{\"a\\u001b[31m\\u202eb\": 1, "), 422, "unknown-field");

        assertThat(answer.json().path("detail").stringValue()).contains("a\\u001b[31m\\u202eb");
    }
}
