package io.trawl.e2e;

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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Adds up numbers in three phases, and can be stopped half-way. Its name, phases and options stand in the databases
 * that are kept of earlier versions: they do not change.
 */
final class UpgradeWorkload implements Workload {
    static final String NAME = "upgrade";
    static final String KIND = "sum";
    /** Option: how many numbers. */
    static final String COUNT = "count";
    /** Option: the second half of the numbers waits until all is let go. */
    static final String HOLD = "hold";
    /** Option: as that, and does not notice when its attempt is over. */
    static final String STUBBORN = "stubborn";
    /** Option: this number fails until all is let go. */
    static final String BROKEN = "broken";

    private final CountDownLatch letGo;

    /** @param letGo once it is open nothing waits or fails any more */
    UpgradeWorkload(CountDownLatch letGo) {
        this.letGo = letGo;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                new Step(
                        "spread", PhaseMode.STREAMING, 1, context -> (root, cursor, output) -> spread(context, output)),
                new Step("work", PhaseMode.STREAMING, 5, this::worker),
                new Step("sum", PhaseMode.BARRIER, 20, context -> (record, cursor, output) -> {
                    output.publish(KIND, "total", record.body());
                    return RecordOutcome.PROCESSED;
                }));
    }

    @Override
    public void validate(JobRequest request) {
        // Only the tests beside it submit jobs.
    }

    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    private static RecordOutcome spread(TaskContext context, Output output) {
        for (int i = 1; i <= number(context.options(), COUNT); i++) {
            output.emit(new Record("number " + i, 1, String.valueOf(i)));
        }
        return RecordOutcome.PROCESSED;
    }

    private PhaseHandler worker(TaskContext context) {
        Map<String, Object> options = context.options();
        int half = number(options, COUNT) / 2;
        return (record, cursor, output) -> {
            int value = Integer.parseInt(record.body());
            if (value == number(options, BROKEN) && letGo.getCount() > 0) {
                throw new IllegalStateException("This number fails on purpose.");
            }
            while (value > half && held(options) && !letGo.await(10, TimeUnit.MILLISECONDS)) {
                if (!options.containsKey(STUBBORN)) {
                    output.heartbeat();
                }
            }
            output.emit(new Record(record.name(), 1, record.body()));
            return RecordOutcome.PROCESSED;
        };
    }

    private static boolean held(Map<String, Object> options) {
        return options.containsKey(HOLD) || options.containsKey(STUBBORN);
    }

    private static int number(Map<String, Object> options, String name) {
        return ((Number) options.getOrDefault(name, 0)).intValue();
    }

    private record Step(String name, PhaseMode mode, int recordsPerTask, Opener opener) implements Phase {
        interface Opener {
            PhaseHandler open(TaskContext context);
        }

        @Override
        public BatchPolicy batch() {
            return new BatchPolicy(recordsPerTask, 1_000, Duration.ofMillis(50));
        }

        @Override
        public PhaseHandler open(TaskContext context) {
            return opener.open(context);
        }
    }
}
