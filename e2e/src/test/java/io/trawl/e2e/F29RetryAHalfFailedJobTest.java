package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F29: half of a job has failed, and it is tried again. Only what is missing runs, also when the process was started anew
 * in between, and in the end it has found and covered what a job finds and covers of which nothing ever failed.
 */
class F29RetryAHalfFailedJobTest {
    private static final int RECORDS = 60;

    @TempDir
    private Path home;

    private final SteeredWorkload workload = new SteeredWorkload();
    private final List<String> odd = IntStream.rangeClosed(1, RECORDS)
            .filter(i -> i % 2 == 1)
            .mapToObj(i -> "r" + i)
            .toList();

    @Test
    void shouldRunOnlyWhatIsMissingAndFindTheSame() throws Exception {
        Canonical reference;
        List<RecordCounts> covered;
        UUID job;
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            UUID whole = engine.submit(RECORDS);
            assertThat(engine.awaitEnd(whole)).isEqualTo(JobState.COMPLETED);
            reference = Canonical.of(engine.jobs(), whole);
            covered = records(engine, whole);
            workload.broken.addAll(odd);
            job = engine.submit(RECORDS);
            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            Canonical half = Canonical.of(engine.jobs(), job);
            assertThat(half.gaps()).hasSize(odd.size());
            assertThat(half.findings()).hasSize(RECORDS - odd.size());
            assertThat(reference.findings()).containsAll(half.findings());
        }
        workload.broken.clear();
        workload.read.clear();
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            engine.jobs().act(Server.TENANT, job, JobVerb.RETRY);
            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED);
            assertThat(workload.read).containsExactlyInAnyOrderElementsOf(odd);
            Canonical mended = Canonical.of(engine.jobs(), job);
            assertThat(mended.findings()).isEqualTo(reference.findings());
            assertThat(mended.gaps()).isEmpty();
            assertThat(engine.jobs().receipt(Server.TENANT, job).revision()).isEqualTo(2);
            assertThat(records(engine, job)).isEqualTo(covered);
        }
    }

    private static List<RecordCounts> records(EngineOnDisk engine, UUID job) {
        return engine.status(job).phases().stream().map(PhaseStatus::records).toList();
    }

    /** What had failed fails again in part: each record is counted by its last outcome alone. */
    @Test
    void shouldCountWhatFailsAgainOnce() throws Exception {
        workload.broken.addAll(odd);
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            UUID job = engine.submit(RECORDS);
            engine.awaitEnd(job);
            workload.broken.retainAll(List.of("r1", "r3"));
            workload.read.clear();
            engine.jobs().act(Server.TENANT, job, JobVerb.RETRY);
            assertThat(engine.awaitEnd(job)).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            assertThat(workload.read).containsExactlyInAnyOrderElementsOf(odd);
            Canonical end = Canonical.of(engine.jobs(), job);
            assertThat(end.findings()).hasSize(RECORDS - 2).allMatch(row -> row.endsWith(" 1"));
            assertThat(end.gaps()).hasSize(2);
            assertThat(engine.tasks(job))
                    .filteredOn(task -> task.state() == TaskState.DEAD)
                    .hasSize(2);
        }
    }
}
