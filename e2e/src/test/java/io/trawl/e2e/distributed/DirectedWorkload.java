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

/**
 * Lists numbered records and reads each as the {@link Stage} of its job has it, in whatever process that is: all parts of
 * the tests' installation find it on their class path. What is published twice has a body of 2.
 */
public class DirectedWorkload implements Workload {
    static final String TOGETHER = "directed";
    static final String APART = "directed-apart";
    static final String KIND = "number";
    static final String READ = "read";

    private static final int TOGETHER_RECORDS = 5;
    private static final Duration SHORT_STALL = Duration.ofSeconds(3);

    private final String name;
    private final Step read;

    /** Several records in a task; for the service loader. */
    public DirectedWorkload() {
        this(TOGETHER, TOGETHER_RECORDS, Duration.ofMinutes(10));
    }

    private DirectedWorkload(String name, int recordsPerTask, Duration stall) {
        this.name = name;
        this.read = Step.streaming(READ, recordsPerTask, stall, DirectedWorkload::read);
    }

    /** A task for each record, which stalls soon. */
    public static final class Apart extends DirectedWorkload {
        /** For the service loader. */
        public Apart() {
            super(APART, 1, SHORT_STALL);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Phase> phases() {
        return List.of(Step.streaming("list", 1, DirectedWorkload::list), read);
    }

    @Override
    public void validate(JobRequest request) {
        // Only the tests beside it submit jobs.
    }

    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    private static PhaseHandler list(TaskContext context) {
        int count = ((Number) context.options().get("count")).intValue();
        return (root, cursor, output) -> {
            for (int i = cursor == null ? 1 : Integer.parseInt(cursor) + 1; i <= count; i++) {
                output.emit(new Record("r" + i, 1, ""));
                output.checkpoint(String.valueOf(i));
            }
            return RecordOutcome.PROCESSED;
        };
    }

    private static PhaseHandler read(TaskContext context) {
        Stage stage = Stage.of(context.options());
        return (record, cursor, output) -> {
            stage.play(record.name(), output);
            output.publish(KIND, record.name(), "1");
            return RecordOutcome.PROCESSED;
        };
    }
}
