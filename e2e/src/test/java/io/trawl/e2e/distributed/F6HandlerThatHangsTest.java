package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.stack.Part;
import io.trawl.e2e.distributed.Stage.Act;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * F6: a handler hangs and does not even answer to an interrupt, while its worker goes on to renew its lease. The attempt
 * stalls, the process halts with a line that says why and is started again, and the record is a gap in the end.
 */
@ExtendWith(SharedInstallation.class)
class F6HandlerThatHangsTest {
    @Test
    void shouldHaltItsWorkerAndBecomeAGap(Installation installation) throws Exception {
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.APART, 6, Map.of("r3", Act.HANG));
        Part worker = job.reader("r3");
        // As if it had stalled twice before: a try takes most of a minute, since reapers hear of attempts only then.
        installation.execute("UPDATE trawl.task SET failures = 2 WHERE state = 3 AND job_id = '" + job.id() + "'");
        job.shouldCompleteBut("r3", "stalled", installation::restartWhatEnded);
        String line = "An attempt of task " + job.deadTask().taskId() + " cannot be stopped: the process halts.";
        assertThat(installation.log(worker).lines().filter(said -> said.contains(line)))
                .hasSize(1);
        assertThat(job.stage().readers("r3")).hasSize(1);
    }
}
