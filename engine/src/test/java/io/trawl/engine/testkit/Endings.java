package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Disposition;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.Split;
import io.trawl.engine.testkit.LedgerTables.Listed;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How attempts end that did not finish their task: released, failed, crashed, split, quarantined. */
final class Endings {
    static final String WORKER_CRASH = "worker_crash";

    private final LedgerTables tables;
    private final Staging staging;

    Endings(LedgerTables tables, Staging staging) {
        this.tables = tables;
        this.staging = staging;
    }

    /** Whether a task must run alone, since workers died under it. */
    static boolean solo(RetryPolicy policy, TaskRow task) {
        return task.crashes >= policy.maxCrashes();
    }

    /** PENDING again from the checkpoint, or CANCELLED with its job. */
    void release(TaskRow task, long dueAt, Facts facts) {
        if (!task.job.alive()) {
            end(task, TaskState.CANCELLED, facts);
            return;
        }
        task.dueAt = dueAt;
        end(task, TaskState.PENDING, facts);
    }

    /** Of what was being stopped: if that was a stall, it was counted when it was noticed. */
    void release(TaskRow task, Facts facts) {
        long now = tables.rules.now();
        if (task.state == TaskState.ABORTING && task.job.alive()) {
            Disposition disposition = Disposition.afterFailure(tables.rules.policy(), task.failures, task.left());
            dispose(task, disposition, ReconcileLedger.STALLED, now, facts);
        } else {
            release(task, task.dueAt, facts);
        }
    }

    /** Fenced, yet still in the budget. */
    void abort(TaskRow task, Facts facts) {
        end(task, TaskState.ABORTING, facts);
    }

    /** The handler failed on the record after the checkpoint. */
    void fail(TaskRow task, String reason, Facts facts) {
        task.failures++;
        RetryPolicy policy = tables.rules.policy();
        long backoff = policy.backoff(task.failures, tables.rules.random()).toMillis();
        Disposition disposition = Disposition.afterFailure(policy, task.failures, task.left());
        dispose(task, disposition, reason, tables.rules.now() + backoff, facts);
    }

    /** The worker's lease ended under it. Only a RUNNING attempt can be the culprit. */
    void crash(TaskRow task, Facts facts) {
        if (task.state == TaskState.RUNNING) {
            crash(task, WORKER_CRASH, facts);
        } else {
            release(task, facts);
        }
    }

    void crash(TaskRow task, String reason, Facts facts) {
        RetryPolicy policy = tables.rules.policy();
        if (solo(policy, task)) {
            task.soloCrashes++;
        }
        task.crashes++;
        Disposition disposition = Disposition.afterCrash(policy, task.soloCrashes, task.left());
        long dueAt = reason.equals(WORKER_CRASH) ? task.dueAt : tables.rules.now();
        dispose(task, disposition, reason, dueAt, facts);
    }

    private void dispose(TaskRow task, Disposition disposition, String reason, long dueAt, Facts facts) {
        if (!task.job.alive()) {
            release(task, facts);
            return;
        }
        switch (disposition) {
            case RETRY -> release(task, dueAt, facts);
            case SPLIT -> split(task, facts);
            case QUARANTINE -> quarantine(task, reason, facts);
            case FINISH -> end(task, TaskState.DONE, facts);
        }
    }

    private void split(TaskRow parent, Facts facts) {
        Checkpoint from = tables.rules.fences().stands(Fence.SPLIT_REST) ? parent.checkpoint : Checkpoint.START;
        Split parts = Split.of(parent.ranges, from);
        part(parent, parts.first(), from.cursor());
        part(parent, parts.second(), null);
        end(parent, TaskState.SPLIT, facts);
    }

    /** Crashes are inherited: which half kills workers is not known yet, so both go on alone. */
    private void part(TaskRow parent, List<InputRange> ranges, @Nullable String cursor) {
        TaskRow part = tables.insertTask(parent.job, parent.phase, parent.source, ranges);
        part.checkpoint = new Checkpoint(0, cursor);
        part.failures = tables.rules.policy().failuresOfPart();
        part.crashes = parent.crashes;
    }

    private void quarantine(TaskRow task, String reason, Facts facts) {
        Record record = staging.record(task.ranges, task.checkpoint.recordsDone());
        task.counter().failed.merge(reason, 1L, Long::sum);
        Gap gap = new Gap(task.job.plan(task.phase).name(), task.source, Outcome.FAILED, reason, record.name());
        tables.gaps.add(new Listed(task.job.id(), task.phase, gap, true));
        task.deadReason = reason;
        end(task, TaskState.DEAD, facts);
    }

    void end(TaskRow task, TaskState state, Facts facts) {
        tables.move(task, state);
        facts.ended(task, state);
    }
}
