package io.trawl.benchmarks;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A job of one task that does nothing: it is PENDING when the submission is answered, and tells when it runs. */
record OneTaskWorkload(Consumer<UUID> started) implements Workload {
    @Override
    public String name() {
        return "one-task";
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public List<Phase> phases() {
        return List.of(new Only(started));
    }

    @Override
    public String merge(String kind, String left, String right) {
        return left;
    }

    private record Only(Consumer<UUID> started) implements Phase {
        @Override
        public String name() {
            return "only";
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
            return (record, cursor, output) -> {
                started.accept(context.jobId());
                return RecordOutcome.PROCESSED;
            };
        }
    }
}
