package io.trawl.cli.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import io.trawl.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LocalEngineTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Test
    void shouldRunTheExampleWorkloadToItsEnd() throws Exception {
        InMemoryLedger ledger =
                new InMemoryLedger(new VirtualClock(), Fences.ALL, RetryPolicy.DEFAULT, LEASE, new Random(1));
        LocalEngine.Settings settings = new LocalEngine.Settings(
                WorkerConfig.inProcess("test", 4), LEASE, Reconciler.Bounds.DEFAULT, true, SourceAccess.NONE);
        try (LocalEngine engine = LocalEngine.start(
                ledger, new Workloads(List.of(new WordCountWorkload())), new byte[32], settings, EngineListener.NONE)) {
            JobService jobs = engine.jobs();
            UUID job = jobs.start("default", request("to be\nor not\n\nto be\nwhy?"), null)
                    .jobId();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> status(jobs, job).state().terminal());

            assertThat(status(jobs, job).state()).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(jobs.results("default", job, "word", null, 100).items())
                    .extracting(ResultRow::key, ResultRow::body)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("be", "2"),
                            org.assertj.core.groups.Tuple.tuple("not", "1"),
                            org.assertj.core.groups.Tuple.tuple("or", "1"),
                            org.assertj.core.groups.Tuple.tuple("to", "2"));
            assertThat(jobs.gaps("default", job, null, 10).items())
                    .containsExactlyInAnyOrder(
                            new Gap("lines", "s", Outcome.EXCLUDED, "blank", "line 3"),
                            new Gap("words", "s", Outcome.SKIPPED, "question", "line 5"));
        }
    }

    private static JobStatus status(JobService jobs, UUID job) {
        return jobs.status("default", List.of(job)).getFirst();
    }

    private static JobRequest request(String text) {
        return new JobRequest(
                null, "word-count", List.of(SourceSpec.of("s", "text", Map.of("text", text))), null, null, null, null);
    }
}
