package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.orchestrator.api.RunningApi.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final String TOKEN = "a-token-of-24-characters";

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldLetABurstThroughAndThenTheRate() {
        TokenBuckets buckets = new TokenBuckets(new ApiLimits(10, 3), nanos::get);

        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(100));
        assertThat(buckets.take("b")).isZero();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void shouldForgetCallersSoThatTheirNumberStaysBounded() {
        TokenBuckets buckets = new TokenBuckets(new ApiLimits(1, 1), nanos::get);
        buckets.take("first");
        assertThat(buckets.ask("first")).isPositive();
        for (int i = 0; i < TokenBuckets.MAX_CALLERS; i++) {
            buckets.take("caller " + i);
        }
        assertThat(buckets.ask("first")).isZero();
    }

    @Test
    void shouldAnswerTooManyRequestsWithTheTimeToWaitButNotProbes() throws Exception {
        try (RunningApi api = new RunningApi(null, new ApiLimits(1, 2))) {
            api.get("/jobs");
            api.get("/jobs");
            Answer refused = api.get("/jobs");

            assertThat(refused.status()).isEqualTo(429);
            refused.problem("too-many-requests");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
            assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void shouldLimitGuessesOfTokensByAddress() throws Exception {
        try (RunningApi api = new RunningApi(TOKEN)) {
            int status = 0;
            for (int guess = 0; guess < 400 && status != 429; guess++) {
                status = api.send(api.to("/jobs").header("Authorization", "Bearer wrong-" + guess))
                        .status();
            }
            assertThat(status).isEqualTo(429);
        }
    }

    @Test
    void shouldNotBeCalledByItsOwnWebhooks() throws Exception {
        try (RunningApi api = new RunningApi(null)) {
            Answer answer = api.send(api.starting(RunningApi.JOB).header("Trawl-Delivery", "x"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(api.jobs.started()).isZero();
        }
    }

    @Test
    void shouldEchoOnlyABoundedPieceOfWhatWasSent() throws Exception {
        try (RunningApi api = new RunningApi(null)) {
            String big = "x".repeat(20_000);
            UUID job = UUID.randomUUID();
            for (Answer answer : new Answer[] {
                api.get("/jobs?" + big + "=1"),
                api.get("/jobs?state=" + big),
                api.get("/jobs?label=" + big),
                api.get("/jobs?cursor=" + big + big),
                api.get("/jobs/" + big),
                api.get("/" + big),
                api.send(api.to("/jobs/" + job + "/events").header("Last-Event-ID", big)),
                api.send(api.starting(RunningApi.JOB).header("Idempotency-Key", big)),
                api.start("{\"" + big.substring(0, 900) + "\": 1}"),
                api.start(RunningApi.JOB.replace("discovery", big)),
                api.start(RunningApi.JOB.replace("ds_1", big)),
            }) {
                assertThat(answer.status()).isBetween(400, 499);
                assertThat(answer.body()).hasSizeLessThan(2_500);
            }
        }
    }
}
