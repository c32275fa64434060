package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F27: a job is cancelled in each of its states, twice, and in the middle of publishing. It ends CANCELLED, nothing is
 * published once the cancel was answered, and nothing of it starts after that.
 */
class F27CancelAtEachStateTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MANY = 3_000;

    @TempDir
    private Path home;

    private final SteeredWorkload workload = new SteeredWorkload();

    @Test
    void shouldNeverBeginAJobThatWasCancelledWhileItWasPending() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.idle(home.resolve("data"), workload)) {
            UUID job = engine.submit(10);
            assertThat(engine.state(job)).isEqualTo(JobState.PENDING);
            assertThat(engine.jobs().cancel(Server.TENANT, job).state()).isEqualTo(JobState.CANCELLED);
            engine.start();
            shouldStandStill(engine, job);
            assertThat(workload.read).isEmpty();
        }
    }

    @Test
    void shouldStopARunningJobAndOneThatIsBeingCancelled() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            workload.shut(false);
            UUID job = engine.submit(100);
            assertThat(workload.awaitReader()).isTrue();
            JobStatus first = engine.jobs().cancel(Server.TENANT, job);
            assertThat(first.state()).as("its readers have not let go").isEqualTo(JobState.CANCELLING);
            int attempts = engine.attempts(job);
            JobStatus second = engine.jobs().cancel(Server.TENANT, job);
            // On a slow machine its readers were interrupted by now, and have let go.
            assertThat(second.state()).isIn(JobState.CANCELLING, JobState.CANCELLED);
            workload.open();
            assertThat(engine.awaitEnd(job, SOON)).isEqualTo(JobState.CANCELLED);
            assertThat(engine.attempts(job)).isEqualTo(attempts);
            assertThat(engine.found(job)).isEmpty();
            JobStatus ended = engine.status(job);
            assertThat(engine.jobs().cancel(Server.TENANT, job)).as("once more").isEqualTo(ended);
            shouldStandStill(engine, job);
        }
    }

    @Test
    void shouldStopAPausedJob() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            workload.shut(true);
            UUID job = engine.submit(100);
            assertThat(workload.awaitReader()).isTrue();
            engine.jobs().act(Server.TENANT, job, JobVerb.PAUSE_NOW);
            int attempts = engine.attempts(job);
            engine.jobs().cancel(Server.TENANT, job);
            assertThat(engine.awaitEnd(job, SOON)).isEqualTo(JobState.CANCELLED);
            assertThat(engine.attempts(job)).isEqualTo(attempts);
            workload.open();
            shouldStandStill(engine, job);
        }
    }

    @Test
    void shouldRefuseToCancelWhatHasEnded() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            UUID whole = engine.submit(3);
            assertThat(engine.awaitEnd(whole)).isEqualTo(JobState.COMPLETED);
            workload.broken.add("r2");
            UUID gaps = engine.submit(3);
            assertThat(engine.awaitEnd(gaps)).isEqualTo(JobState.COMPLETED_WITH_GAPS);
            for (UUID job : List.of(whole, gaps)) {
                JobStatus before = engine.status(job);
                assertThatExceptionOfType(IllegalJobState.class)
                        .isThrownBy(() -> engine.jobs().cancel(Server.TENANT, job))
                        .withMessageContaining("it is " + before.state());
                assertThat(engine.status(job)).isEqualTo(before);
            }
        }
    }

    @Test
    void shouldPublishNothingMoreOfAJobThatIsCancelledInTheMiddleOfPublishing() throws Exception {
        try (EngineOnDisk engine = EngineOnDisk.running(home.resolve("data"), workload)) {
            UUID job = engine.submit(MANY);
            await("first results")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.status(job).results().getOrDefault("number", 0L) > 0);
            engine.jobs().cancel(Server.TENANT, job);
            List<String> answered = engine.found(job);
            int attempts = engine.attempts(job);
            assertThat(answered).as("struck in the middle").hasSizeBetween(1, MANY - 1);
            assertThat(engine.awaitEnd(job, SOON)).isEqualTo(JobState.CANCELLED);
            assertThat(engine.found(job)).isEqualTo(answered);
            assertThat(engine.attempts(job)).isEqualTo(attempts);
            shouldStandStill(engine, job);
            assertThat(engine.found(job)).isEqualTo(answered).allMatch(row -> row.endsWith(" 1"));
        }
    }

    /** A job that comes after it goes through every loop of the engine, and the cancelled one stays as it is. */
    private void shouldStandStill(EngineOnDisk engine, UUID job) {
        JobStatus before = engine.status(job);
        assertThat(engine.awaitEnd(engine.submit(0))).isEqualTo(JobState.COMPLETED);
        assertThat(engine.status(job)).isEqualTo(before);
        assertThat(engine.state(job)).isEqualTo(JobState.CANCELLED);
        assertThat(engine.tasks(job)).allMatch(task -> task.state().terminal());
        assertThat(engine.tasks(job)).noneMatch(task -> task.state() == TaskState.DEAD);
    }
}
