package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.stack.Part.Role;
import io.trawl.e2e.distributed.Stage.Act;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** F5: a record needs more memory than a worker has. It ends its workers until it is known for it; all others are read. */
@ExtendWith(SharedInstallation.class)
class F5RecordThatExhaustsMemoryTest {
    @Test
    void shouldBecomeAGapAndLetAllOthersBeRead(Installation installation) throws Exception {
        DirectedJob job = DirectedJob.start(installation, DirectedWorkload.APART, 6, Map.of("r3", Act.EXHAUST));
        job.shouldCompleteBut("r3", "worker_crash", installation::restartWhatEnded);
        assertThat(job.deadTask().failures()).as("failures of the handler").isZero();
        assertThat(installation.stack().parts(Role.WORKER))
                .as("ended because of it, by the JVM itself")
                .anySatisfy(worker ->
                        assertThat(installation.log(worker)).contains("Terminating due to java.lang.OutOfMemoryError"));
    }
}
