package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stops jobs. */
final class Cancellations {
    /** Most tasks that one call of cancel ends; the rest is settled. */
    private static final int PAGE = 1_000;

    private final LedgerTables tables;
    private final Endings endings;

    Cancellations(LedgerTables tables, Endings endings) {
        this.tables = tables;
        this.endings = endings;
    }

    Optional<Changed> cancel(String tenant, UUID jobId, Completions completions, Facts facts) {
        JobRow job = tables.job(tenant, jobId);
        if (job == null) {
            return Optional.empty();
        }
        boolean cancellable = job.alive() || job.state == JobState.PENDING;
        if (!tables.rules.fences().hold(Fence.CANCEL_ALIVE, cancellable)) {
            return Optional.of(new Changed(false, job.state));
        }
        job.state = JobState.CANCELLING;
        job.touch(tables.rules.now());
        stop(job, PAGE, facts);
        completions.step(job, facts);
        return Optional.of(new Changed(true, job.state));
    }

    /**
     * Fences every running attempt and ends at most {@code limit} tasks that do not run, those in flight first.
     *
     * @return tasks that were ended or fenced
     */
    int stop(JobRow job, int limit, Facts facts) {
        List<TaskRow> running = job.tasks.values().stream()
                .filter(task -> task.state == TaskState.RUNNING)
                .toList();
        running.forEach(task -> endings.abort(task, facts));
        List<TaskRow> waiting = job.tasks.values().stream()
                .filter(task -> task.state == TaskState.PENDING || task.state == TaskState.ASSIGNED)
                .sorted(Comparator.comparing((TaskRow task) -> task.state != TaskState.ASSIGNED))
                .limit(limit)
                .toList();
        waiting.forEach(task -> endings.end(task, TaskState.CANCELLED, facts));
        return running.size() + waiting.size();
    }
}
