package io.trawl.benchmarks;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes as many records as its source asks for, each a task of its own that does nothing. */
final class NoOpWorkload implements Workload {
    private static final int CHECKPOINT_EVERY = 1_000;

    private final Consumer<UUID> started;

    /** @param started told the job's id whenever a task of the second phase runs */
    NoOpWorkload(Consumer<UUID> started) {
        this.started = started;
    }

    @Override
    public String name() {
        return "no-op";
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public List<Phase> phases() {
        return List.of(new Make(), new Run(started));
    }

    @Override
    public String merge(String kind, String left, String right) {
        return left;
    }

    private record Make() implements Phase {
        @Override
        public String name() {
            return "make";
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
            int tasks = ((Number) context.source().options().getOrDefault("tasks", 1)).intValue();
            return (root, cursor, output) -> {
                for (int i = cursor == null ? 0 : Integer.parseInt(cursor); i < tasks; i++) {
                    output.emit(new Record(String.valueOf(i), 1, ""));
                    if ((i + 1) % CHECKPOINT_EVERY == 0) {
                        output.checkpoint(String.valueOf(i + 1));
                    }
                }
                return RecordOutcome.PROCESSED;
            };
        }
    }

    /** Each record is a task that does nothing. */
    record Run(Consumer<UUID> started) implements Phase {
        @Override
        public String name() {
            return "run";
        }

        @Override
        public PhaseMode mode() {
            return PhaseMode.STREAMING;
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(1, 1_000, Duration.ZERO);
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
