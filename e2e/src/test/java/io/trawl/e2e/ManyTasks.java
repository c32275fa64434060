package io.trawl.e2e;

import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.JobRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As many tasks as the job asks for, of one record each, so that there are far more messages than work. */
final class ManyTasks implements Workload {
    static final String KIND = "sum";

    @Override
    public String name() {
        return "many-tasks";
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Step.streaming(
                        "spread", 1, context -> (root, cursor, output) -> spread(count(context), cursor, output)),
                Step.streaming("work", 1, context -> (record, cursor, output) -> {
                    output.emit(new Record(record.name(), 1, record.body()));
                    return RecordOutcome.PROCESSED;
                }),
                Step.streaming("sum", 20, context -> (record, cursor, output) -> {
                    output.publish(KIND, "total", record.body());
                    return RecordOutcome.PROCESSED;
                }));
    }

    @Override
    public void validate(JobRequest request) {
        // Only the test beside it submits jobs.
    }

    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    private static int count(TaskContext context) {
        return ((Number) context.options().get("count")).intValue();
    }

    private static RecordOutcome spread(int count, @Nullable String cursor, Output output) {
        for (int i = cursor == null ? 1 : Integer.parseInt(cursor) + 1; i <= count; i++) {
            output.emit(new Record("number " + i, 1, String.valueOf(i)));
            output.checkpoint(String.valueOf(i));
        }
        return RecordOutcome.PROCESSED;
    }
}
