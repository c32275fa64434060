package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.ReadinessCheck.Degraded;
import io.trawl.orchestrator.api.RunningApi.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** F10 to F12 as a caller sees them: jobs are taken while Kafka is away, up to a bound, and again when it is back. */
class F11KafkaAwayTest {
    private static final Degraded AWAY = new Degraded("Kafka does not answer.", true);
    private static final Degraded AMISS = new Degraded("The topic trawl.events has 1 partition.", false);
    private static final ApiLimits TWO_JOBS = new ApiLimits(500, 1_000, false, null, 2);

    @Test
    void shouldSayThatItIsDegradedAndServeAllTheSame() throws Exception {
        try (RunningApi api = new RunningApi(null)) {
            api.degraded = Optional.of(AWAY);
            Answer ready = api.get("/actuator/health/readiness");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().path("status").asString()).isEqualTo("DEGRADED");
            assertThat(ready.json().path("description").asString()).isEqualTo("Kafka does not answer.");
            assertThat(api.get("/actuator/health").json().path("status").asString())
                    .isEqualTo("DEGRADED");
            assertThat(api.get("/actuator/health/liveness")
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
            assertThat(start(api).status()).isEqualTo(202);

            api.unready = Optional.of("the database does not answer");
            assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);

            api.unready = Optional.empty();
            api.degraded = Optional.empty();
            assertThat(api.get("/actuator/health/readiness")
                            .json()
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
        }
    }

    @Test
    void shouldTakeABoundedNumberOfJobsWhileNoneGoesOn() throws Exception {
        try (RunningApi api = new RunningApi(null, TWO_JOBS)) {
            api.degraded = Optional.of(AWAY);
            assertThat(start(api).status()).isEqualTo(202);
            assertThat(start(api).status()).isEqualTo(202);
            Answer refused = start(api);
            assertThat(refused.problem("standstill").path("detail").asString())
                    .isEqualTo(
                            "Kafka does not answer. 2 jobs were accepted meanwhile and wait, and no more are; try again"
                                    + " later.");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(api.jobs.started()).isEqualTo(2);
            assertThat(api.get("/jobs").status()).isEqualTo(200);

            api.degraded = Optional.empty();
            assertThat(start(api).status()).isEqualTo(202);
            api.degraded = Optional.of(AWAY);
            assertThat(start(api).status()).isEqualTo(202);
        }
    }

    @Test
    void shouldTakeEveryJobWhenSomethingElseIsAmiss() throws Exception {
        try (RunningApi api = new RunningApi(null, TWO_JOBS)) {
            api.degraded = Optional.of(AMISS);
            for (int i = 0; i < 5; i++) {
                assertThat(start(api).status()).isEqualTo(202);
            }
        }
    }

    private static Answer start(RunningApi api) throws Exception {
        return api.start(RunningApi.JOB);
    }
}
