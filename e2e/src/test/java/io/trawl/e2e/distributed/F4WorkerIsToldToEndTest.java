package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import io.trawl.e2e.distributed.Stage.Act;
import io.trawl.schemas.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F4: SIGTERM to a worker in the middle of a task, and a second one. What it ran goes on elsewhere, and nothing is held
 * against it. Nothing that is told to end waits for a broker that is away.
 */
@ExtendWith(SharedInstallation.class)
class F4WorkerIsToldToEndTest {
    /** The worker's own is 20 s. */
    private static final Duration GRACE = Duration.ofSeconds(40);
    /** Then it kills, if nobody chose. */
    private static final Duration PATIENCE_OF_KUBERNETES = Duration.ofSeconds(30);

    private static final String STOPPING = "is stopping";
    private static final String UNCONNECTED = "No broker answers";

    @Test
    void shouldHandBackWhatItRuns(Installation installation) {
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.TOGETHER, 5, Map.of("r3", Act.WAIT));
        Part worker = job.reader("r3");
        installation.signal(worker, "TERM");
        awaitGone(installation, worker, GRACE);
        job.stage().awaitReaders("r3", 2);
        TaskView task = job.taskOfReading();
        assertThat(task.attempt()).isEqualTo(2);
        assertThat(task.recordsDone()).as("kept").isEqualTo(2);
        DirectedJob.shouldHoldNothingAgainst(task);
        job.stage().open();
        job.shouldComplete();
        assertThat(job.stage().readers("r1")).as("not read again").hasSize(1);
    }

    @Test
    void shouldEndWithinItsGraceAlsoWhenAReaderDoesNotHear(Installation installation) {
        DirectedJob patient =
                DirectedJob.start(installation, DirectedWorkload.TOGETHER, 1, Map.of("r1", Act.WAIT_DEAF));
        Part worker = patient.reader("r1");
        tellToEnd(installation, worker);

        // It takes nothing more meanwhile: what comes next is another's.
        DirectedJob impatient =
                DirectedJob.start(installation, DirectedWorkload.TOGETHER, 1, Map.of("r1", Act.WAIT_DEAF));
        Part other = impatient.reader("r1");
        assertThat(other).isNotEqualTo(worker);
        tellToEnd(installation, other);
        installation.signal(other, "TERM");
        awaitGone(installation, other, Installation.LEASE);
        impatient.stage().awaitReaders("r1", 2);
        assertThat(impatient.taskOfReading().failures()).isZero();
        impatient.stage().open();
        impatient.shouldComplete();

        awaitGone(installation, worker, GRACE);
        patient.stage().awaitReaders("r1", 2);
        DirectedJob.shouldHoldNothingAgainst(patient.taskOfReading());
        patient.stage().open();
        patient.shouldComplete();
    }

    @Test
    void shouldEndSoonAlsoWithoutABroker(Installation installation) {
        Part worker = installation.part(Role.WORKER, 0);
        int before = said(installation, worker, UNCONNECTED);
        installation.stack().kill(installation.part(Role.KAFKA, 0));
        // From then on it tries to open its consumers anew.
        await("the worker misses its broker")
                .atMost(GRACE)
                .until(() -> said(installation, worker, UNCONNECTED) > before);
        List<Part> all = List.of(worker, installation.part(Role.PIPELINER, 0), installation.part(Role.ORCHESTRATOR, 1));
        all.forEach(part -> installation.signal(part, "TERM"));
        await("all have ended")
                .atMost(PATIENCE_OF_KUBERNETES)
                .until(() -> all.stream().noneMatch(installation.stack()::runs));
    }

    /** Returns when it has heard: a signal takes its time. */
    private static void tellToEnd(Installation installation, Part worker) {
        int before = said(installation, worker, STOPPING);
        installation.signal(worker, "TERM");
        await(worker.name() + " is stopping").atMost(GRACE).until(() -> said(installation, worker, STOPPING) > before);
    }

    /** How often, in this life and in those before. */
    private static int said(Installation installation, Part worker, String words) {
        return installation.log(worker).split(words, -1).length - 1;
    }

    private static void awaitGone(Installation installation, Part worker, Duration time) {
        await(worker.name() + " has ended")
                .atMost(time)
                .until(() -> !installation.stack().runs(worker));
    }
}
