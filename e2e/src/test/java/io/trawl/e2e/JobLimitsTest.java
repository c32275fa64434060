package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.WaitCause;
import io.trawl.schemas.WaitView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine at the limits of a job: it says what it waits for, ends honestly, and goes on when told to. */
class JobLimitsTest {
    private static final int RECORDS = 40;

    @TempDir
    private Path home;

    private final SteeredWorkload workload = new SteeredWorkload();

    @Test
    void shouldEndAtItsDeadlineWithAReceiptThatAddsUpAndReadTheRestWhenRetried() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            workload.shut(true);
            UUID job = engine.submit(RECORDS, new JobLimits(1, Duration.ofSeconds(4), null, null));
            assertThat(workload.awaitReader()).isTrue();
            WaitView wait = await("what waits")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> waits(engine, job), found -> found.size() == 1)
                    .getFirst();
            assertThat(wait.cause()).isEqualTo(WaitCause.JOB_LIMIT);
            assertThat(wait.phase()).isEqualTo("read");
            assertThat(wait.sentence()).contains("limits.concurrency");

            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(waits(engine, job)).isEmpty();
            assertThat(engine.jobs().gaps(Server.TENANT, job, null, 10).items())
                    .containsExactly(new Gap("read", "s", Outcome.FAILED, "limit:deadline", RECORDS + " not read"));
            Receipt receipt = engine.jobs().receipt(Server.TENANT, job);
            assertThat(receipt.complete()).isTrue();
            assertThat(receipt.lines().getLast().records()).isEqualTo(new RecordCounts(RECORDS, 0, 0, RECORDS, 0));
            assertThat(engine.found(job)).isEmpty();

            workload.open();
            engine.jobs().act(Server.TENANT, job, JobVerb.RETRY);
            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED);
            assertThat(engine.found(job)).hasSize(RECORDS).allMatch(row -> row.endsWith(" 1"));
            assertThat(engine.jobs().gaps(Server.TENANT, job, null, 10).items()).isEmpty();
        }
    }

    @Test
    void shouldKeepWhatItHasPublishedWhenItHasReadItsBytes() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            UUID job = engine.submit(5_000, new JobLimits(1, null, null, 100L));
            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            Receipt receipt = engine.jobs().receipt(Server.TENANT, job);
            assertThat(receipt.complete()).isTrue();
            RecordCounts read = receipt.lines().getLast().records();
            assertThat(read.processed()).isGreaterThanOrEqualTo(10);
            assertThat(engine.found(job)).hasSize((int) read.processed());
            assertThat(receipt.lines().getLast().failed()).containsOnlyKeys("limit:bytes");
        }
    }

    private static List<WaitView> waits(EngineOnDisk engine, UUID job) throws Exception {
        return engine.jobs().waits(Server.TENANT, job, null, 10).items();
    }
}
