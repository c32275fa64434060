package io.trawl.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

/** What comes from outside is read, or refused in one sentence. */
class JsonParseTest {
    private static final int MAX_BYTES = 2_000_000;
    private static final String PACKET = """
            {"v": 1, "tenant": "default", "job_id": "01980b5e-7c1d-7a34-8f21-3a5b9c0d1e2f", "task_id": 4711, "attempt": 2,
             "workload": "discovery", "phase": "inspect", "source": "ds_london_01", "pool": "london"}""";

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void shouldRefuseAnEmptyDocument(String json) {
        assertRefused(json, "", "The JSON is empty");
    }

    @Test
    void shouldRefuseNull() {
        assertRefused("null", "", "The JSON is null; give an object");
    }

    @Test
    void shouldRefuseWhatIsTooLargeWithoutReadingIt() {
        String json = "{".repeat(5_000_000);

        assertRefused(json, "", "The JSON is larger than 2000000 bytes");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(json.getBytes(StandardCharsets.UTF_8), WorkPacket.class, MAX_BYTES))
                .withMessage("The JSON is larger than 2000000 bytes");
    }

    @Test
    void shouldMeasureTextInBytes() {
        String json = "\"éééé\"";

        assertThat(Json.parse(json, SourceSpec.class, 10).id()).isEqualTo("éééé");
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> Json.parse(json, SourceSpec.class, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-32"})
    void shouldRefuseOtherEncodings(String charset) {
        byte[] json = PACKET.replace("london", "zürich").getBytes(Charset.forName(charset));

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(json, WorkPacket.class, MAX_BYTES))
                .satisfies(e -> assertThat(e.field()).isEmpty());
    }

    @Test
    void shouldNameTheEncodingOfBytesThatAreNotUtf8() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xC3, '"'}, SourceSpec.class, MAX_BYTES))
                .withMessage("The JSON is not encoded as UTF-8");
    }

    @Test
    void shouldSayWhereADocumentIsMalformed() {
        assertRefused("{\"v\": 1,\n  \"tenant\": hunter2}", "", "The JSON is malformed at line 2, column ");
        assertRefused("{\"v\": 1", "", "The JSON is malformed at line 1, column ");
        assertRefused(PACKET + " {}", "", "The JSON ");
        assertRefused("{\"v\": 1, \"v\": 1}", "", "The JSON is malformed at line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"options\":"})
    void shouldRefuseDeepNesting(String open) {
        String options = open.repeat(101);

        assertRefused(jobWithOptions(options), "", "The JSON goes beyond a limit of the reader: 100 levels");
        assertRefused(open.repeat(300_000 / open.length()), "", "The JSON ");
    }

    @Test
    void shouldTakeNestingUpToTheLimit() {
        String options = "{\"a\":" + "[".repeat(98) + "]".repeat(98) + "}";

        assertThat(Json.parse(jobWithOptions(options), JobRequest.class, MAX_BYTES)
                        .options())
                .containsKey("a");
    }

    @Test
    void shouldRefuseLongNumbersNamesAndTexts() {
        assertRefused(jobWithOptions("{\"a\":" + "7".repeat(101) + "}"), "", "The JSON goes beyond a limit");
        assertRefused(jobWithOptions("{\"" + "n".repeat(50_000) + "\":1}"), "", "The JSON goes beyond a limit");
        assertRefused(jobWithOptions("{\"a\":\"" + "t".repeat(1_100_000) + "\"}"), "", "The JSON goes beyond a limit");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2, 99})
    void shouldRefuseAnotherVersion(int version) {
        assertRefused(PACKET.replace("\"v\": 1", "\"v\": " + version), "v", "'v' must be 1, the version read here");
    }

    @Test
    void shouldNameTheFieldOfAWrongType() {
        assertRefused(PACKET.replace("4711", "\"hunter2\""), "task_id", "'task_id' must be a whole number from ");
        assertRefused(PACKET.replace("4711", "1e3"), "task_id", "'task_id' must be a whole number from ");
        assertRefused(PACKET.replace("2,", "99999999999,"), "attempt", "'attempt' must be a whole number from ");
        assertRefused(
                PACKET.replace("2,", "99999999999999999999,"), "attempt", "'attempt' must be a whole number from ");
        assertRefused(PACKET.replace("\"london\"", "[\"hunter2\"]"), "pool", "'pool' must be a text");
        assertRefused(PACKET.replace("01980b5e-", ""), "job_id", "'job_id' must be a UUID, for example ");
        assertRefused("[]", "", "The JSON must be an object");
        assertRefused("17", "", "The JSON must be an object");
    }

    @Test
    void shouldNameFieldsDeepInside() {
        assertJobRefused("{\"id\": \"b\", \"budget\": {\"concurrency\": 0}}", "sources.1.budget.concurrency");
        assertJobRefused("{\"id\": \"b\", \"budget\": {}}", "sources.1.budget.concurrency");
        assertJobRefused("{\"id\": \"b\", \"credential\": \"hunter2\"}", "sources.1.credential");
        assertJobRefused("{\"connector\": \"file\"}", "sources.1.id");
        assertJobRefused("\"\"", "sources.1.id");
        assertJobRefused("\"a\"", "sources.1.id");
        assertJobRefused("17", "sources.1");
    }

    @Test
    void shouldNameTheKnownValuesOfAClosedSet() {
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse("{\"type\": \"hunter2\"}", Command.class, MAX_BYTES))
                .withMessage("'type' must be one of schedule, lose_worker, abort_attempt");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse("{}", Command.class, MAX_BYTES))
                .withMessage("'type' is missing");
        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse("{\"outcome\": \"hunter2\"}", Gap.class, MAX_BYTES))
                .withMessage("'outcome' must be one of PROCESSED, SKIPPED, FAILED, EXCLUDED");
    }

    @Test
    void shouldTameNamesThatTheSenderChose() {
        String name = "\\n\\u0007" + "k".repeat(300);

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(
                        "{\"workload\":\"w\",\"sources\":[\"a\"],\"labels\":{\"" + name + "\":1}}",
                        JobRequest.class,
                        MAX_BYTES))
                .withMessage("'labels.??" + "k".repeat(198) + "…' must be a text");
    }

    @Test
    void shouldReadPages() {
        String json =
                "{\"items\": [{\"phase\": \"inspect\", \"source\": \"s\", \"outcome\": \"FAILED\", \"reason\": \"r\","
                        + " \"name\": \"n\"}], \"next_cursor\": \"c\"}";

        assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8), new TypeReference<Page<Gap>>() {}, MAX_BYTES))
                .isEqualTo(new Page<>(List.of(new Gap("inspect", "s", Outcome.FAILED, "r", "n")), "c"));
    }

    private static void assertJobRefused(String secondSource, String field) {
        String json = "{\"workload\": \"w\", \"sources\": [\"a\", " + secondSource + "]}";

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(json, JobRequest.class, MAX_BYTES))
                .withMessageStartingWith("'" + field + "' ")
                .withMessageNotContaining("hunter2");
    }

    private static String jobWithOptions(String options) {
        return "{\"workload\":\"w\",\"sources\":[\"a\"],\"options\":" + options + "}";
    }

    private static void assertRefused(String json, String field, String message) {
        Class<?> type = json.startsWith("{\"workload\"") ? JobRequest.class : WorkPacket.class;

        assertThatExceptionOfType(InvalidField.class)
                .isThrownBy(() -> Json.parse(json, type, MAX_BYTES))
                .withMessageStartingWith(message)
                .withMessageNotContaining("hunter2")
                .withNoCause()
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }
}
