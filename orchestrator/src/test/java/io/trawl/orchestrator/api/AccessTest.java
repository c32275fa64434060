package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.orchestrator.api.RunningApi.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String TOKEN = "a-token-of-24-characters";
    private static RunningApi open;
    private static RunningApi guarded;

    @BeforeAll
    static void startServers() throws Exception {
        open = new RunningApi(null);
        guarded = new RunningApi(TOKEN);
    }

    @AfterAll
    static void stopServers() {
        open.close();
        guarded.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jobs",
                "/start_job",
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator/health",
                "/x",
                "/actuator/health/liveness/",
                "/actuator/health/liveness;x=1",
                "/actuator/health/%6civeness"
            })
    void shouldAskForATokenEverywhere(String path) throws Exception {
        Answer answer = guarded.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        answer.problem("unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "Basic YTpi", "Bearer a-token-of-24-character", TOKEN})
    void shouldRefuseOtherTokens(String header) throws Exception {
        assertThat(guarded.send(guarded.to("/jobs").header("Authorization", header))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shouldLetInWhoHasTheToken() throws Exception {
        assertThat(guarded.send(guarded.to("/jobs").header("Authorization", "Bearer " + TOKEN))
                        .status())
                .isEqualTo(200);
        assertThat(guarded.send(guarded.to("/jobs").header("Authorization", "bearer  " + TOKEN))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerProbesWithoutToken() throws Exception {
        assertThat(guarded.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(guarded.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "127.0.0.1.evil.example",
                "127.0.0.1@evil.example",
                "localhost.evil.example",
                "192.168.0.7",
                "[::2]"
            })
    void shouldRefuseForeignHostNamesWithoutToken(String host) throws Exception {
        String answer = open.raw("GET /jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 40[03] .*").contains("urn:trawl:problem:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:9", "LOCALHOST", "[::1]:8080", "127.9.9.9"})
    void shouldAnswerNamesOfThisMachine(String host) throws Exception {
        String answer = open.raw("GET /jobs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:1"})
    void shouldRefusePagesOfOtherSitesWithoutToken(String origin) throws Exception {
        Answer answer = open.send(open.starting(RunningApi.JOB).header("Origin", origin));

        assertThat(answer.status()).isEqualTo(403);
        answer.problem("foreign-origin");
        assertThat(open.jobs.started()).isZero();
    }

    @Test
    void shouldAnswerItsOwnPages() throws Exception {
        assertThat(open.send(open.to("/jobs").header("Origin", open.server.uri().toString()))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.7", "example.org", ""})
    void shouldRefuseToStartOpenToOthersWithoutToken(String address) {
        ApiAccess access = new ApiAccess(address, null);

        assertThat(access.refusal()).isPresent();
        assertThatThrownBy(() -> ApiServer.start(
                        new ApiConfig(access, 0, "default"),
                        new ApiParts(
                                new FakeJobs(),
                                KnownSources.none(),
                                Optional::empty,
                                () -> "",
                                new MemoryAccess().stores(),
                                "1",
                                KnownSchedules.none(new FakeJobs()))))
                .isInstanceOf(ApiStartFailed.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void shouldAllowOtherAddressesWithAGoodToken() {
        assertThat(new ApiAccess("0.0.0.0", TOKEN).refusal()).isEmpty();
        assertThat(new ApiAccess("localhost", null).refusal()).isEmpty();
        assertThat(new ApiAccess("::1", null).refusal()).isEmpty();
        assertThat(new ApiAccess("0.0.0.0", "short").refusal()).isPresent();
        assertThat(new ApiAccess("0.0.0.0", "a token with spaces in it").refusal())
                .isPresent();
        assertThat(new ApiAccess("0.0.0.0", TOKEN).toString()).doesNotContain(TOKEN);
    }
}
