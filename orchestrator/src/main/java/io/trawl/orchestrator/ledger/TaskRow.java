package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as it was read under its lock, or as the reports taken so far have left it. */
record TaskRow(Key key, TaskState state, Attempt attempt, Work work, Trouble trouble, Ended ended) {
    /** What never changes. */
    record Key(long taskId, UUID jobId, int bucket, int phase, String source) {}

    /** Who runs it; execution and worker are null unless it is RUNNING or ABORTING. */
    record Attempt(
            int number, @Nullable UUID execution, @Nullable UUID worker, long startRenewal, int lastSeq) {}

    /** What it is to read, and how far it is. */
    record Work(long records, List<InputRange> inputs, Checkpoint checkpoint) {
        long left() {
            return records - checkpoint.recordsDone();
        }
    }

    /** What went wrong since its checkpoint last moved; once it moves, whatever went wrong is behind it. */
    record Trouble(int failures, int crashes, boolean solo, int soloCrashes) {
        static final Trouble NONE = new Trouble(0, 0, false, 0);
    }

    /** The last execution whose own report ended its attempt, and the seq of that report. */
    record Ended(@Nullable UUID execution, int seq) {}

    TaskRow advanced(int seq, Checkpoint to) {
        boolean moved = !to.equals(work.checkpoint());
        Attempt next =
                new Attempt(attempt.number(), attempt.execution(), attempt.worker(), attempt.startRenewal(), seq);
        return new TaskRow(
                key, state, next, new Work(work.records(), work.inputs(), to), moved ? Trouble.NONE : trouble, ended);
    }

    /** Takes a report that ends the attempt and stages nothing. */
    TaskRow advanced(int seq) {
        return advanced(seq, work.checkpoint());
    }
}
