package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpErrorsTest {
    private static RunningApi api;

    @BeforeAll
    static void startServer() throws Exception {
        api = new RunningApi(null);
    }

    @AfterAll
    static void stopServer() {
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/jobs/", "/actuator", "/actuator/env", "/actuator/heapdump", "/error"})
    void shouldSayThatThereIsNothingAtAPath(String path) throws Exception {
        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(404);
        answer.problem("path-not-found");
    }

    @Test
    void shouldAnswerUnknownPathsWithAProblem() throws Exception {
        api.get("/nothing").problem("path-not-found");
        api.get("/jobs/not-an-id").problem("job-not-found");
    }

    @Test
    void shouldNameTheMethodsThatAPathKnows() throws Exception {
        Answer answer = api.send(api.to("/start_job").DELETE());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
        answer.problem("method-not-allowed");
    }

    @Test
    void shouldAnswerWithAProblemEvenIfTheCallerDoesNotAcceptIt() throws Exception {
        Answer answer = api.send(api.to("/jobs").header("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(406);
        answer.problem("not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /jobs?a=<> HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /jobs?cursor=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /%2e%2e/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "TRACE /jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /jobs HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /start_job HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
            })
    void shouldAnswerBrokenHttpWithAProblem(String request) throws Exception {
        String answer = api.raw(request);

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json", "urn:trawl:problem:");
        assertThat(answer).doesNotContain("Tomcat", "<html", "org.apache", "Exception");
    }

    @Test
    void shouldSendHeadersThatKeepBrowsersFromGuessingAndStoring() throws Exception {
        Answer answer = api.get("/jobs");

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void shouldAnswerHeadersThatAreTooLongWithAProblem() throws Exception {
        Answer answer = api.send(api.to("/jobs").header("X-Long", "x".repeat(100_000)));

        assertThat(answer.status()).isBetween(400, 499);
        answer.problem("http");
    }

    @Test
    void shouldNotReadABodyThatNobodyAskedFor() throws Exception {
        Answer answer = api.send(
                api.to("/jobs/" + UUID.randomUUID() + "/cancel").POST(BodyPublishers.ofString("x".repeat(2_000_000))));

        assertThat(answer.status()).isEqualTo(404);
    }
}
