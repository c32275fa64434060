package io.trawl.cli.logs;

import io.trawl.engine.workload.Output;
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
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Says in every way a library can what it has read. */
record LeakyWorkload(String value) implements Workload, Phase {
    @Override
    public String name() {
        return "leaky";
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public List<Phase> phases() {
        return List.of(this);
    }

    @Override
    public String merge(String kind, String left, String right) {
        return left;
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
        return new Leaking(value);
    }

    private record Leaking(String value) implements PhaseHandler {
        @Override
        public RecordOutcome process(Record record, @Nullable String cursor, Output output) {
            IllegalStateException quoting =
                    new IllegalStateException(value, new java.util.NoSuchElementException(value));
            LoggerFactory.getLogger("org.parser").warn("cannot read {}", value, quoting);
            Logger.getLogger("org.jul").log(java.util.logging.Level.WARNING, value, quoting);
            return RecordOutcome.PROCESSED;
        }

        @Override
        public void close() {
            throw new IllegalStateException(value);
        }
    }
}
