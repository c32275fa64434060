package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Takes attempts back whose worker does not have them any more; the common end of lose, renew and redispatch. */
final class ReleaseStep {
    private final RetryRule rule;
    private final TaskWriter writer;

    ReleaseStep(Database database, RetryPolicy policy, RandomGenerator random) {
        this.rule = new RetryRule(policy, database.fences(), random);
        this.writer = new TaskWriter(database);
    }

    /** A task found without a lock; it is judged again under one. */
    record Candidate(long taskId, UUID jobId) {}

    /**
     * @param holds whether a locked row is still what was looked for
     * @param crashed whether its worker died under it
     */
    Effect release(Handle handle, List<Candidate> candidates, Predicate<TaskRow> holds, Predicate<TaskRow> crashed) {
        if (candidates.isEmpty()) {
            return Effect.NONE;
        }
        Map<UUID, JobRow> jobs = JobLocks.share(handle, candidates.stream().map(Candidate::jobId));
        long[] ids = candidates.stream().mapToLong(Candidate::taskId).toArray();
        TaskChanges changes = new TaskChanges();
        for (TaskRow row : TaskRows.lock(handle, ids).values()) {
            if (holds.test(row)) {
                release(changes, row, Objects.requireNonNull(jobs.get(row.key().jobId())), crashed.test(row));
            }
        }
        return new Effect(changes.moved().size(), changes.events(), writer.write(handle, changes));
    }

    /** What was offered in vain: each counts as a crash, though nobody runs it. */
    Effect undeliverable(Handle handle, List<Candidate> candidates, Predicate<TaskRow> holds) {
        Map<UUID, JobRow> jobs = JobLocks.share(handle, candidates.stream().map(Candidate::jobId));
        long[] ids = candidates.stream().mapToLong(Candidate::taskId).distinct().toArray();
        TaskChanges changes = new TaskChanges();
        for (TaskRow row : TaskRows.lock(handle, ids).values()) {
            JobRow job = jobs.get(row.key().jobId());
            if (job != null && holds.test(row)) {
                if (job.alive()) {
                    rule.crashed(changes, row, ReconcileLedger.PACKET_UNDELIVERABLE);
                } else {
                    RetryRule.released(changes, row, job, false);
                }
            }
        }
        return new Effect(changes.moved().size(), changes.events(), writer.write(handle, changes));
    }

    /** Only a RUNNING attempt can be the culprit of a crash. */
    private void release(TaskChanges changes, TaskRow row, JobRow job, boolean crashed) {
        if (crashed && row.state() == TaskState.RUNNING && job.alive()) {
            rule.crashed(changes, row, RetryRule.WORKER_CRASH);
        } else if (row.state() == TaskState.ABORTING && job.alive()) {
            rule.stopped(changes, row);
        } else {
            RetryRule.released(changes, row, job, false);
        }
    }

    static boolean held(TaskRow row) {
        return row.state() == TaskState.RUNNING || row.state() == TaskState.ABORTING;
    }
}
