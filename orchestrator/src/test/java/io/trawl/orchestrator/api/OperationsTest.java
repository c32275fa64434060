package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.orchestrator.api.RunningApi.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationsTest {
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
    void heal() {
        api.unready = Optional.empty();
        api.jobs.failWith(null);
    }

    @Test
    void shouldBeReadyOnlyWhenTheCheckSaysSo() throws Exception {
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);

        api.unready = Optional.of("the ledger at db.internal does not answer");

        Answer unready = api.get("/actuator/health/readiness");
        assertThat(unready.status()).isEqualTo(503);
        assertThat(unready.body()).doesNotContain("db.internal");
    }

    @Test
    void shouldStayAliveWhenTheLedgerIsAway() throws Exception {
        api.unready = Optional.of("the ledger does not answer");
        api.jobs.failWith(new LedgerUnavailable("gone"));

        assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void shouldServeMetricsAndVersion() throws Exception {
        Answer metrics = api.get("/actuator/prometheus");

        assertThat(metrics.body()).isEqualTo("trawl_up 1.0\n");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain;version=0.0.4");
        assertThat(api.get("/actuator/info").json().path("version").stringValue())
                .isEqualTo("1.2.3");
    }

    @Test
    void shouldSayInOneSentenceThatThePortIsTaken() {
        int taken = api.server.port();

        assertThatThrownBy(() -> ApiServer.start(
                        ApiConfig.local(taken),
                        new ApiParts(
                                api.jobs,
                                KnownSources.none(),
                                Optional::empty,
                                () -> "",
                                new MemoryAccess().stores(),
                                "1",
                                KnownSchedules.none(api.jobs))))
                .isInstanceOf(ApiStartFailed.class)
                .hasMessage("The API cannot listen on 127.0.0.1:" + taken
                        + ": the port is taken or not allowed; stop what uses it or choose another port.");
    }

    @Test
    void shouldSayInOneSentenceThatTheAddressIsNotOfThisMachine() {
        ApiConfig config = new ApiConfig(new ApiAccess("203.0.113.9", "a-token-of-24-characters"), 0, "default");

        assertThatThrownBy(() -> ApiServer.start(
                        config,
                        new ApiParts(
                                api.jobs,
                                KnownSources.none(),
                                Optional::empty,
                                () -> "",
                                new MemoryAccess().stores(),
                                "1",
                                KnownSchedules.none(api.jobs))))
                .isInstanceOf(ApiStartFailed.class)
                .hasMessageContaining("203.0.113.9");
    }

    @Test
    void shouldStopMoreThanOnceAndFreeThePort() throws Exception {
        RunningApi other = new RunningApi(null);
        int port = other.server.port();
        other.close();
        other.close();

        ApiServer again = ApiServer.start(
                ApiConfig.local(port),
                new ApiParts(
                        other.jobs,
                        KnownSources.none(),
                        Optional::empty,
                        () -> "",
                        new MemoryAccess().stores(),
                        "1",
                        KnownSchedules.none(other.jobs)));
        again.close();
    }
}
