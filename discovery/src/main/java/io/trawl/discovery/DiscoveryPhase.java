package io.trawl.discovery;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.TaskContext;
import io.trawl.schemas.BatchPolicy;

/** A phase that starts as soon as the one before it delivers. */
record DiscoveryPhase(String name, BatchPolicy batch, Opener opener) implements Phase {
    @Override
    public PhaseMode mode() {
        return PhaseMode.STREAMING;
    }

    @Override
    public PhaseHandler open(TaskContext context) throws Exception {
        return opener.open(context);
    }

    @FunctionalInterface
    interface Opener {
        PhaseHandler open(TaskContext context) throws Exception;
    }
}
