package io.trawl.e2e;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.TaskContext;
import io.trawl.schemas.BatchPolicy;
import java.time.Duration;

/** A phase of the tests' workloads. */
public record Step(String name, PhaseMode mode, BatchPolicy batch, Duration stallBound, Opener opener)
        implements Phase {
    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final Duration LINGER = Duration.ofMillis(20);

    /** What reads its records. */
    public interface Opener {
        PhaseHandler open(TaskContext context);
    }

    /** Of small records: tasks are cut by their number alone. */
    public static Step streaming(String name, int recordsPerTask, Opener opener) {
        return streaming(name, recordsPerTask, PATIENT, opener);
    }

    /** As that, with a bound for a record that makes no progress. */
    public static Step streaming(String name, int recordsPerTask, Duration stallBound, Opener opener) {
        return new Step(name, PhaseMode.STREAMING, new BatchPolicy(recordsPerTask, 1_000, LINGER), stallBound, opener);
    }

    @Override
    public PhaseHandler open(TaskContext context) {
        return opener.open(context);
    }
}
