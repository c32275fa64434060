package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Holds jobs, lets them go on, and opens what failed of them. */
final class Verbs {
    private final LedgerTables tables;
    private final Endings endings;
    private final Fences fences;

    Verbs(LedgerTables tables, Endings endings) {
        this.tables = tables;
        this.endings = endings;
        this.fences = tables.rules.fences();
    }

    Optional<Changed> pause(String tenant, UUID jobId, boolean now) {
        return Optional.ofNullable(tables.job(tenant, jobId)).map(job -> pause(job, now));
    }

    private Changed pause(JobRow job, boolean now) {
        boolean pausing = fences.hold(Fence.PAUSE_RUNNING, job.state == JobState.RUNNING);
        if (!pausing && !(now && job.state == JobState.PAUSED)) {
            return new Changed(false, job.state);
        }
        if (pausing) {
            job.become(JobState.PAUSED, tables.rules.now());
        }
        Facts unsent = new Facts();
        in(job, TaskState.ASSIGNED).forEach(task -> endings.release(task, unsent));
        List<TaskRow> stopped = now ? in(job, TaskState.RUNNING) : List.of();
        stopped.forEach(task -> endings.abort(task, unsent));
        return new Changed(pausing || !stopped.isEmpty(), job.state);
    }

    Optional<Changed> resume(String tenant, UUID jobId) {
        return Optional.ofNullable(tables.job(tenant, jobId)).map(job -> {
            if (!fences.hold(Fence.RESUME_PAUSED, job.state == JobState.PAUSED)) {
                return new Changed(false, job.state);
            }
            job.become(JobState.RUNNING, tables.rules.now());
            return new Changed(true, job.state);
        });
    }

    Optional<Changed> retry(String tenant, UUID jobId) {
        return Optional.ofNullable(tables.job(tenant, jobId)).map(this::retry);
    }

    private Changed retry(JobRow job) {
        boolean ended = job.state == JobState.COMPLETED_WITH_GAPS || job.state == JobState.FAILED;
        List<TaskRow> dead = in(job, TaskState.DEAD);
        if (!fences.hold(Fence.RETRY_ENDED, ended)
                || (dead.isEmpty() && unscheduled(job).isEmpty())) {
            return new Changed(false, job.state);
        }
        dead.forEach(this::reopen);
        if (fences.stands(Fence.RETRY_TAKES_BACK)) {
            tables.gaps.removeIf(gap -> gap.retried() && gap.jobId().equals(job.id()));
        }
        reopenUnscheduled(job);
        job.begin(tables.rules.now());
        if (fences.stands(Fence.RETRY_LIMITS_ANEW)) {
            job.countLimitsAnew(tables.rules.now());
        }
        return new Changed(true, job.state);
    }

    /** Chunks that a limit kept from becoming tasks wait for that again. */
    private void reopenUnscheduled(JobRow job) {
        unscheduled(job).forEach(chunk -> {
            job.counter(chunk.phase, chunk.source).unscheduled++;
            takeBack(
                    job.counter(chunk.phase + 1, chunk.source),
                    job.overrun.reason(),
                    chunk.records - chunk.scheduledUpTo);
        });
    }

    private List<ChunkRow> unscheduled(JobRow job) {
        return tables.chunks.values().stream()
                .filter(chunk -> chunk.job == job && job.overrun != null && chunk.unscheduled())
                .toList();
    }

    private void takeBack(CounterRow counter, String reason, long records) {
        if (fences.stands(Fence.RETRY_TAKES_BACK)) {
            counter.failed.computeIfPresent(reason, (_, count) -> count > records ? count - records : null);
        }
    }

    private void reopen(TaskRow task) {
        takeBack(task.counter(), String.valueOf(task.deadReason), task.left());
        task.deadReason = null;
        task.dueAt = tables.rules.now();
        task.forgiveAll();
        tables.move(task, TaskState.PENDING);
    }

    private static List<TaskRow> in(JobRow job, TaskState state) {
        return job.tasks.values().stream().filter(task -> task.state == state).toList();
    }
}
