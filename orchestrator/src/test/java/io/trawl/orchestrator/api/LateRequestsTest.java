package io.trawl.orchestrator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.api.RunningApi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever comes too late for a job is told what became of it, in the words of the engine itself. */
class LateRequestsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String JOB = """
            {"workload": "word-count", "limits": {"deadline": "PT1H"},
             "sources": [{"id": "s", "connector": "text", "options": {"text": "a b"}}]}""";

    /** Begins on 2026-01-01. */
    private final VirtualClock clock = new VirtualClock();

    private final InMemoryLedger ledger =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new Random(1));
    private final JobService jobs = new LocalJobService(
            ledger, new Workloads(List.of(new WordCountWorkload())), UUID::randomUUID, new Waits(), () -> {}, _ -> {});
    private RunningApi api;
    private String job;

    /** A job that ended with gaps on the day it was submitted: its deadline passed before a worker came. */
    @BeforeEach
    void endAJob() throws Exception {
        api = RunningApi.over(jobs);
        job = api.start(JOB).json().path("job_id").stringValue();
        ledger.admit(10);
        clock.advance(Duration.ofHours(1));
        ledger.enforceLimits(10);
        assertThat(api.get("/jobs/" + job).json().path("state").stringValue()).isEqualTo("COMPLETED_WITH_GAPS");
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    @Test
    void shouldSayWhenAJobEndedThatWasRemovedSince() throws Exception {
        clock.advance(DAY.multipliedBy(90));
        assertThat(ledger.forget(DAY.multipliedBy(89), 10)).isEqualTo(1);

        for (String path : List.of("", "/tasks", "/waits", "/receipt", "/gaps", "/results")) {
            shouldBeGone(api.get("/jobs/" + job + path));
        }
        for (String verb : List.of("cancel", "pause", "resume", "retry")) {
            shouldBeGone(api.post("/jobs/" + job + "/" + verb));
        }
    }

    private void shouldBeGone(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem("job-not-found").path("detail").stringValue())
                .isEqualTo("Job " + job + " ended as COMPLETED_WITH_GAPS on 2026-01-01 and was removed on 2026-04-01,"
                        + " after the time for which jobs are kept; start it anew to have its results.");
    }

    @Test
    void shouldTellAnotherTenantNothingOfAJobThatWasRemoved() throws Exception {
        clock.advance(DAY.multipliedBy(90));
        ledger.forget(DAY, 10);
        String foreign = api.token("other", Scope.READ);

        Answer answer = api.with(foreign, "/jobs/" + job);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem("job-not-found").path("detail").stringValue())
                .isEqualTo("There is no job " + job + "; list the jobs to see their ids.");
    }

    @Test
    void shouldSayThatARetryComesTooLate() throws Exception {
        clock.advance(DAY.multipliedBy(8));
        assertThat(ledger.retire(DAY, DAY.multipliedBy(7), 10)).isEqualTo(1);

        Answer late = api.post("/jobs/" + job + "/retry");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem("job-state").path("detail").stringValue())
                .isEqualTo(
                        "Cannot retry job " + job + ": it is COMPLETED_WITH_GAPS, and what its tasks would read again"
                                + " was removed after the time for which jobs can be retried; start the job anew.");
    }

    @Test
    void shouldRetryAJobThatIsInTime() throws Exception {
        clock.advance(DAY.multipliedBy(6));
        assertThat(ledger.retire(DAY, DAY.multipliedBy(7), 10)).isZero();

        assertThat(api.post("/jobs/" + job + "/retry").json().path("state").stringValue())
                .isEqualTo("RUNNING");
    }
}
