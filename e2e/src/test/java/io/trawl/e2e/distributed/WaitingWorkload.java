package io.trawl.e2e.distributed;

import io.trawl.e2e.Step;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** {@value #COUNT} records, each a task that waits as it would for a source's answer, and publishes one row. */
public final class WaitingWorkload implements Workload {
    static final String NAME = "waiting";
    static final String COUNT = "count";
    private static final Duration ANSWER = Duration.ofMillis(50);

    /** For the service loader. */
    public WaitingWorkload() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void validate(JobRequest request) {
        // Only the tests beside it submit jobs.
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Step.streaming("list", 1, WaitingWorkload::list), Step.streaming("wait", 1, WaitingWorkload::answer));
    }

    /** Counts: a row that was published twice has a body of 2. */
    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    private static PhaseHandler list(TaskContext context) {
        int count = ((Number) context.options().get(COUNT)).intValue();
        return (root, cursor, output) -> {
            for (int i = cursor == null ? 0 : Integer.parseInt(cursor); i < count; i++) {
                output.emit(new Record("r" + i, 1, ""));
                if ((i + 1) % 500 == 0) {
                    output.checkpoint(String.valueOf(i + 1));
                }
            }
            return RecordOutcome.PROCESSED;
        };
    }

    private static PhaseHandler answer(TaskContext context) {
        return (record, cursor, output) -> {
            LockSupport.parkNanos(ANSWER.toNanos());
            output.publish("answer", record.name(), "1");
            return RecordOutcome.PROCESSED;
        };
    }
}
