package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Disposition;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.Split;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.orchestrator.ledger.TaskChanges.NewTask;
import io.trawl.orchestrator.ledger.TaskRow.Trouble;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What becomes of a task whose attempt did not get through: again, alone, in halves, or not at all. */
final class RetryRule {
    /** The reason of a record that took its worker down with it, again and again. */
    static final String WORKER_CRASH = "worker_crash";

    private final RetryPolicy policy;
    private final Fences fences;
    private final RandomGenerator random;

    RetryRule(RetryPolicy policy, Fences fences, RandomGenerator random) {
        this.policy = policy;
        this.fences = fences;
        this.random = random;
    }

    /** The handler failed on the record after the checkpoint. */
    void failed(TaskChanges changes, TaskRow row, String reason) {
        Trouble before = row.trouble();
        Trouble after = new Trouble(before.failures() + 1, before.crashes(), before.solo(), before.soloCrashes());
        long delay = policy.backoff(after.failures(), random).toMillis();
        TaskAfter again = new TaskAfter(row, TaskState.PENDING, after, delay, true);
        Disposition disposition =
                Disposition.afterFailure(policy, after.failures(), row.work().left());
        dispose(changes, again, disposition, reason);
    }

    /**
     * Its worker's lease ran out while it was RUNNING, or no worker told what became of its packet.
     *
     * @param reason of the gap, should this have been the last try
     */
    void crashed(TaskChanges changes, TaskRow row, String reason) {
        Trouble before = row.trouble();
        int crashes = before.crashes() + 1;
        int soloCrashes = before.soloCrashes() + (before.solo() ? 1 : 0);
        Trouble after = new Trouble(before.failures(), crashes, crashes >= policy.maxCrashes(), soloCrashes);
        long delay = reason.equals(WORKER_CRASH) ? TaskAfter.IN_PLACE : 0;
        TaskAfter again = new TaskAfter(row, TaskState.PENDING, after, delay, false);
        Disposition disposition =
                Disposition.afterCrash(policy, soloCrashes, row.work().left());
        dispose(changes, again, disposition, reason);
    }

    /** A worker has let go of what was being stopped: if that was a stall, it was counted when it was noticed. */
    void stopped(TaskChanges changes, TaskRow row) {
        TaskAfter again = new TaskAfter(row, TaskState.PENDING, row.trouble(), 0, false);
        Disposition disposition = Disposition.afterFailure(
                policy, row.trouble().failures(), row.work().left());
        dispose(changes, again, disposition, ReconcileLedger.STALLED);
    }

    /** The attempt is over and nothing is held against the task. */
    static void released(TaskChanges changes, TaskRow row, JobRow job, boolean byReport) {
        TaskState state = job.alive() ? TaskState.PENDING : TaskState.CANCELLED;
        // What a worker hands back it could not take now, so others go first.
        changes.move(new TaskAfter(row, state, row.trouble(), byReport ? 0 : TaskAfter.IN_PLACE, byReport));
    }

    private void dispose(TaskChanges changes, TaskAfter again, Disposition disposition, String reason) {
        switch (disposition) {
            case RETRY -> changes.move(again);
            case FINISH -> changes.move(again.as(TaskState.DONE));
            case QUARANTINE -> {
                changes.quarantine(again.row(), next(again.row()), reason);
                changes.move(again.as(TaskState.DEAD));
            }
            case SPLIT -> {
                split(changes, again);
                changes.move(again.as(TaskState.SPLIT));
            }
        }
    }

    private static InputRange next(TaskRow row) {
        long done = row.work().checkpoint().recordsDone();
        return Split.slice(row.work().inputs(), done, done + 1).getFirst();
    }

    /** Crashes are inherited: which half kills workers is not known yet, so both go on alone. */
    private void split(TaskChanges changes, TaskAfter parent) {
        TaskRow row = parent.row();
        Checkpoint from = fences.stands(Fence.SPLIT_REST) ? row.work().checkpoint() : Checkpoint.START;
        Split parts = Split.of(row.work().inputs(), from);
        Trouble trouble = new Trouble(
                policy.failuresOfPart(),
                parent.trouble().crashes(),
                parent.trouble().solo(),
                0);
        changes.create(part(row, parts.first(), from.cursor(), trouble));
        changes.create(part(row, parts.second(), null, trouble));
    }

    private static NewTask part(TaskRow row, List<InputRange> inputs, @Nullable String cursor, Trouble trouble) {
        return new NewTask(CounterKey.of(row.key()), row.key().bucket(), inputs, cursor, trouble);
    }
}
