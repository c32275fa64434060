package io.trawl.federation;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import java.util.List;

/** A workload of one phase that no master ever runs. */
public final class ScanWorkload implements Workload {
    public static final String NAME = "scan-all";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Phase> phases() {
        return List.of(new Scan());
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public String merge(String kind, String left, String right) {
        return left;
    }

    private record Scan() implements Phase {
        @Override
        public String name() {
            return SimulatedJob.PHASE;
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(1, 1, Duration.ZERO);
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            throw new UnsupportedOperationException("A master runs nothing.");
        }
    }
}
