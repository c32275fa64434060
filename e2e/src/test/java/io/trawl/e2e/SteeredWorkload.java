package io.trawl.e2e;

import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.engine.workload.TaskContext;
import io.trawl.engine.workload.Workload;
import io.trawl.schemas.JobRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lists numbered records and reads each; the test says which of them fail, and when readers may go on. */
final class SteeredWorkload implements Workload {
    static final String NAME = "steered";

    /** Names of records that throw when they are read. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    /** Names of records in the order in which they were given to a handler. */
    final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

    private volatile CountDownLatch gate = new CountDownLatch(0);
    /** Whether whoever stands at the gate hears that its attempt was stopped. */
    private volatile boolean listening = true;

    private volatile CountDownLatch someoneWaits = new CountDownLatch(1);

    /** Readers stand still from now on. */
    void shut(boolean andListen) {
        listening = andListen;
        someoneWaits = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    /** Returns when a reader stands at the gate. */
    boolean awaitReader() throws InterruptedException {
        return someoneWaits.await(30, TimeUnit.SECONDS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Phase> phases() {
        return List.of(Step.streaming("list", 5, this::list), Step.streaming("read", 5, this::read));
    }

    @Override
    public void validate(JobRequest request) {
        // Only the tests beside it submit jobs.
    }

    @Override
    public String merge(String kind, String left, String right) {
        return String.valueOf(Long.parseLong(left) + Long.parseLong(right));
    }

    private PhaseHandler list(TaskContext context) {
        int count = ((Number) context.options().get("count")).intValue();
        return (root, cursor, output) -> {
            for (int i = cursor == null ? 1 : Integer.parseInt(cursor) + 1; i <= count; i++) {
                output.emit(new Record("r" + i, 1, "r" + i));
                output.checkpoint(String.valueOf(i));
            }
            return RecordOutcome.PROCESSED;
        };
    }

    private PhaseHandler read(TaskContext context) {
        return (record, cursor, output) -> {
            read.add(record.name());
            output.read(10);
            pass(output);
            if (broken.contains(record.name())) {
                throw new IllegalStateException("This record is broken.");
            }
            // Counted: what was published twice would have a body of 2.
            output.publish("number", record.name(), "1");
            return RecordOutcome.PROCESSED;
        };
    }

    private void pass(Output output) throws InterruptedException {
        CountDownLatch here = gate;
        while (here.getCount() > 0) {
            someoneWaits.countDown();
            if (!here.await(20, TimeUnit.MILLISECONDS) && listening) {
                output.heartbeat();
            }
        }
    }
}
