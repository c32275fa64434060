package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Holds a job, and lets it go on. Under its exclusive lock no transition of its tasks is under way. */
final class PauseTransition {
    private static final String PAUSE = """
            UPDATE trawl.job
               SET state = 3, updated_at = {{now}}, version = version + 1,
                   ran_ms = ran_ms + coalesce(extract(epoch FROM {{now}} - running_from) * 1000, 0)::bigint,
                   running_from = NULL
             WHERE job_id = :job
            """;
    private static final String RESUME = """
            UPDATE trawl.job SET state = 2, updated_at = {{now}}, version = version + 1, running_from = {{now}}
             WHERE job_id = :job
            """;
    /** A start of these would be refused; until the bound of ASSIGNED they would stand in the budget for nothing. */
    private static final String TAKE_BACK = """
            UPDATE trawl.task t SET state = 1, since = {{now}}, due_at = {{now}}
             WHERE t.job_id = :job AND t.place = 2 AND t.state = 2
            RETURNING t.task_id, t.attempt, t.phase, t.source
            """;

    private final Database database;
    private final Fences fences;
    private final CounterWriter counters;
    private final String pause;
    private final String resume;
    private final String takeBack;
    private final String abort;

    PauseTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.counters = new CounterWriter(database);
        this.pause = database.sql(PAUSE);
        this.resume = database.sql(RESUME);
        this.takeBack = database.sql(TAKE_BACK);
        this.abort = database.sql(JobMove.ABORT);
    }

    Optional<Changed> pause(String tenant, UUID jobId, boolean now) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> pause(handle, job, now)));
    }

    private Changed pause(Handle handle, JobRow job, boolean now) {
        boolean pausing = fences.hold(Fence.PAUSE_RUNNING, job.state() == JobState.RUNNING);
        if (!pausing && !(now && job.state() == JobState.PAUSED)) {
            return new Changed(false, job.state());
        }
        if (pausing) {
            handle.createUpdate(pause).bind("job", job.jobId()).execute();
        }
        JobMove move = new JobMove(handle, job.jobId());
        int moved = move.all(takeBack, TaskState.ASSIGNED, TaskState.PENDING, Integer.MAX_VALUE);
        if (now) {
            moved += move.all(abort, TaskState.RUNNING, TaskState.ABORTING, Integer.MAX_VALUE);
        }
        counters.write(handle, move.deltas());
        return new Changed(pausing || moved > 0, JobState.PAUSED);
    }

    Optional<Changed> resume(String tenant, UUID jobId) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> {
                    if (!fences.hold(Fence.RESUME_PAUSED, job.state() == JobState.PAUSED)) {
                        return new Changed(false, job.state());
                    }
                    handle.createUpdate(resume).bind("job", job.jobId()).execute();
                    return new Changed(true, JobState.RUNNING);
                }));
    }
}
