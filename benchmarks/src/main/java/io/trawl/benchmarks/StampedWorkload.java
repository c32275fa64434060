package io.trawl.benchmarks;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three phases of tasks that do nothing: {@code count} of them, then {@code each} for each of those. With {@code stamp}
 * each publishes when it began, in microseconds since 1970; with {@code slow_ms} the first of the second phase sleeps.
 */
public final class StampedWorkload implements Workload {
    static final String NAME = "stamped";
    private static final int CHECKPOINT_EVERY = 1_000;

    /** For the service loader. */
    public StampedWorkload() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void validate(JobRequest request) {}

    @Override
    public List<Phase> phases() {
        return List.of(
                new Step("make", context -> (root, cursor, output) -> {
                    stamp(context, output, "make");
                    return emit(number(context, "count"), cursor, output);
                }),
                new Step("fan", context -> (record, cursor, output) -> {
                    stamp(context, output, "fan");
                    if (record.name().equals("0")) {
                        Thread.sleep(number(context, "slow_ms"));
                    }
                    return emit(number(context, "each"), cursor, output);
                }),
                new Step("leaf", context -> (record, cursor, output) -> {
                    stamp(context, output, "leaf");
                    return RecordOutcome.PROCESSED;
                }));
    }

    /** The earliest. */
    @Override
    public String merge(String kind, String left, String right) {
        return Long.parseLong(left) <= Long.parseLong(right) ? left : right;
    }

    private static RecordOutcome emit(int count, @Nullable String cursor, Output output) {
        for (int i = cursor == null ? 0 : Integer.parseInt(cursor); i < count; i++) {
            output.emit(new Record(String.valueOf(i), 1, ""));
            if ((i + 1) % CHECKPOINT_EVERY == 0) {
                output.checkpoint(String.valueOf(i + 1));
            }
        }
        return RecordOutcome.PROCESSED;
    }

    private static void stamp(TaskContext context, Output output, String phase) {
        if (number(context, "stamp") > 0) {
            output.publish("stamp", phase, String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        }
    }

    private static int number(TaskContext context, String option) {
        return ((Number) context.options().getOrDefault(option, 0)).intValue();
    }

    private record Step(String name, Opener opener) implements Phase {
        interface Opener {
            PhaseHandler open(TaskContext context);
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
            return opener.open(context);
        }
    }
}
