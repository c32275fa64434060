package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Stops a job: under its exclusive lock no transition of its tasks is under way. */
final class CancelTransition {
    /** Most tasks that one call ends; the rest is settled. */
    static final int MAX_ENDED = 5_000;

    private static final String CANCELLING =
            "UPDATE trawl.job SET state = 4, updated_at = {{now}}, version = version + 1 WHERE job_id = :job";
    /** The place is a constant: as a parameter it would not lead to a partial index. */
    private static final String END = """
            UPDATE trawl.task t SET state = 8, since = {{now}}
             WHERE t.task_id = ANY(ARRAY(SELECT p.task_id FROM trawl.task p
                                          WHERE p.job_id = :job AND p.place = %d AND p.state = :state LIMIT :limit))
            RETURNING t.task_id, t.attempt, t.phase, t.source
            """;

    private final Database database;
    private final Fences fences;
    private final Completion completion;
    private final CounterWriter counters;
    private final String cancelling;
    private final String abort;
    private final String endAssigned;
    private final String endPending;

    CancelTransition(Database database, Completion completion) {
        this.database = database;
        this.fences = database.fences();
        this.completion = completion;
        this.counters = new CounterWriter(database);
        this.cancelling = database.sql(CANCELLING);
        this.abort = database.sql(JobMove.ABORT);
        this.endAssigned = database.sql(END.formatted(2));
        this.endPending = database.sql(END.formatted(1));
    }

    Optional<Changed> cancel(String tenant, UUID jobId) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> cancel(handle, job)));
    }

    private Changed cancel(Handle handle, JobRow job) {
        boolean cancellable = job.alive() || job.state() == JobState.PENDING;
        if (!fences.hold(Fence.CANCEL_ALIVE, cancellable)) {
            return new Changed(false, job.state());
        }
        handle.createUpdate(cancelling).bind("job", job.jobId()).execute();
        JobRow now = job.in(JobState.CANCELLING);
        stop(handle, now, MAX_ENDED);
        boolean over = completion.endIfOver(handle, now).isPresent();
        return new Changed(true, over ? JobState.CANCELLED : JobState.CANCELLING);
    }

    /** Goes on where cancel stopped. */
    Effect settle(UUID jobId, int limit) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(JobRow::cancelling)
                .map(job -> stop(handle, job, limit))
                .orElse(Effect.NONE));
    }

    /** Fences all that runs, and ends at most {@code limit} tasks that do not. */
    private Effect stop(Handle handle, JobRow job, int limit) {
        JobMove move = new JobMove(handle, job.jobId());
        int rows = move.all(abort, TaskState.RUNNING, TaskState.ABORTING, Integer.MAX_VALUE);
        int assigned = move.all(endAssigned, TaskState.ASSIGNED, TaskState.CANCELLED, limit);
        int pending = move.all(endPending, TaskState.PENDING, TaskState.CANCELLED, limit - assigned);
        counters.write(handle, move.deltas());
        return new Effect(rows + assigned + pending, move.events(), Set.of(job.jobId()));
    }
}
