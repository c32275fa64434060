package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.e2e.JobClient;
import io.trawl.e2e.distributed.Stage.Act;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F28: a job is cancelled while the worker that runs it is dead or frozen. It is CANCELLED when the lease is over, and
 * whatever comes of it later is fenced.
 */
@ExtendWith(SharedInstallation.class)
class F28CancelWithoutItsWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FENCED = "trawl_reports_fenced_total";

    @Test
    void shouldBeCancelledWhenTheLeaseOfADeadWorkerIsOver(Installation installation) throws Exception {
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.TOGETHER, 3, Map.of("r2", Act.WAIT));
        installation.stack().kill(job.reader("r2"));
        shouldBeCancelled(installation, job);
        job.stage().open();
        shouldStandStill(installation, job, List.of());
        assertThat(job.stage().readers("r2")).as("begun again").hasSize(1);
    }

    @Test
    void shouldFenceWhatAFrozenWorkerSaidBefore(Installation installation) throws Exception {
        DirectedJob job = DirectedJob.start(
                installation, DirectedWorkload.TOGETHER, 3, Map.of("r1", Act.WAIT, "r2", Act.TELL_AND_WAIT));
        Part worker = job.reader("r1");
        Part broker = installation.part(Role.KAFKA, 0);
        long fenced = installation.counted(Role.ORCHESTRATOR, FENCED);
        LateReport late;
        // What it has to report cannot be told before the job has ended.
        installation.signal(broker, "STOP");
        try {
            job.stage().open("r1");
            await("its work is staged").atMost(PATIENCE).until(() -> installation.count(staged(job)) >= Stage.TOLD);
            late = LateReport.ofFirstRecord(installation, job);
            installation.signal(worker, "STOP");
            shouldBeCancelled(installation, job);
        } finally {
            installation.thaw(broker);
            installation.thaw(worker);
        }
        late.arrive();
        await("it is fenced").atMost(PATIENCE).until(() -> installation.counted(Role.ORCHESTRATOR, FENCED) > fenced);
        shouldStandStill(installation, job, List.of());
    }

    private static String staged(DirectedJob job) {
        return "SELECT count(*) FROM trawl.staging WHERE kind = 2 AND task_id = "
                + job.taskOfReading().taskId();
    }

    private static void shouldBeCancelled(Installation installation, DirectedJob job) throws Exception {
        JobState answered =
                installation.jobs().cancel(JobClient.TENANT, job.id()).state();
        assertThat(answered).as("its worker may still run").isEqualTo(JobState.CANCELLING);
        assertThat(installation.client().awaitEnd(job.id()).state()).isEqualTo(JobState.CANCELLED);
    }

    /** A job that comes after it goes through every loop, and the cancelled one stays as it is. */
    private static void shouldStandStill(Installation installation, DirectedJob job, List<String> found)
            throws SQLException {
        DirectedJob.start(installation, DirectedWorkload.TOGETHER, 3, Map.of()).shouldComplete();
        assertThat(job.found()).isEqualTo(found);
        assertThat(job.tasksOfReading()).extracting(TaskView::state).containsOnly(TaskState.CANCELLED);
        assertThat(job.stage().readers("r3")).as("begun after the cancel").isEmpty();
    }
}
