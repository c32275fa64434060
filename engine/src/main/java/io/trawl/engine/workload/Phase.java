package io.trawl.engine.workload;

import io.trawl.schemas.BatchPolicy;
import java.time.Duration;

/** One step of a workload. */
public interface Phase {
    /** Unique within the workload. */
    String name();

    PhaseMode mode();

    /** How records that arrive at this phase are batched into tasks. */
    BatchPolicy batch();

    /** An attempt counts as stalled when nothing of it was accepted for so long. */
    default Duration stallBound() {
        return Duration.ofMinutes(10);
    }

    /**
     * Opens a handler for one attempt. Called on the thread that will run it; {@link PhaseHandler#close()} is always
     * called.
     */
    PhaseHandler open(TaskContext context) throws Exception;
}
