package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.Forgotten;
import io.trawl.engine.testkit.LedgerTables.Stone;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Lets go of buckets, jobs and what is known of them. */
final class Retirement {
    private final LedgerTables tables;
    private final Fences fences;

    Retirement(LedgerTables tables) {
        this.tables = tables;
        this.fences = tables.rules.fences();
    }

    int retire(Duration age, Duration retryable, int limit) {
        List<Integer> over = tables.buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() + age.toMillis() <= tables.rules.now())
                .map(bucket -> bucket.getKey())
                .filter(bucket ->
                        tables.jobs.values().stream().noneMatch(job -> job.bucket == bucket && needs(job, retryable)))
                .limit(limit)
                .toList();
        over.forEach(this::drop);
        return over.size();
    }

    private boolean needs(JobRow job, Duration retryable) {
        Long ended = job.endedAt;
        if (ended == null) {
            return fences.stands(Fence.RETIRE_ENDED);
        }
        boolean failed =
                job.overrun != null || job.tasks.values().stream().anyMatch(task -> task.state == TaskState.DEAD);
        return failed && ended + retryable.toMillis() > tables.rules.now() && fences.stands(Fence.RETIRE_RETRYABLE);
    }

    private void drop(int bucket) {
        tables.buckets.remove(bucket);
        tables.closedBuckets.add(bucket);
        tables.chunks.values().removeIf(chunk -> {
            boolean gone = chunk.job.bucket == bucket;
            if (gone) {
                tables.staged.remove(chunk.key);
            }
            return gone;
        });
        tables.staged.keySet().removeIf(key -> {
            TaskRow task = tables.tasks.get(key.taskId());
            return task != null && task.job.bucket == bucket;
        });
    }

    int forget(Duration keep, int limit) {
        List<JobRow> over = tables.jobs.values().stream()
                .filter(job -> fences.hold(
                        Fence.FORGET_KEPT, job.endedAt != null && job.endedAt + keep.toMillis() < tables.rules.now()))
                .filter(job -> fences.hold(Fence.FORGET_HELD, !job.held))
                .limit(limit)
                .toList();
        for (JobRow job : over) {
            Instant ended = Instant.ofEpochMilli(Objects.requireNonNullElse(job.endedAt, job.updatedAt));
            Forgotten forgotten = new Forgotten(job.state, ended, Instant.ofEpochMilli(tables.rules.now()));
            tables.tombstones.put(job.id(), new Stone(job.spec.tenant(), forgotten));
            tables.jobs.remove(job.id());
        }
        return over.size();
    }

    Optional<Changed> acknowledge(String tenant, UUID jobId) {
        return Optional.ofNullable(tables.job(tenant, jobId)).map(job -> {
            boolean freed = job.held && fences.hold(Fence.ACKNOWLEDGE_ENDED, job.state.terminal());
            job.held &= !freed;
            return new Changed(freed, job.state);
        });
    }

    /** At once: in memory nothing has to be spared. */
    int sweep(int limit) {
        int before = tables.tasks.size() + tables.results.size() + tables.gaps.size();
        tables.tasks.values().removeIf(task -> gone(task.job.id()));
        tables.results.removeIf(result -> gone(result.jobId()));
        tables.gaps.removeIf(gap -> gone(gap.jobId()));
        return before - tables.tasks.size() - tables.results.size() - tables.gaps.size();
    }

    int clear(Duration known, Duration unused, int limit) {
        long now = tables.rules.now();
        int before = tables.tombstones.size() + tables.leases.size();
        tables.tombstones
                .values()
                .removeIf(stone -> stone.forgotten().forgottenAt().toEpochMilli() + known.toMillis() < now);
        tables.submissions.values().removeIf(key -> !tables.jobs.containsKey(key.jobId()) && !gone(key.jobId()));
        tables.leases
                .entrySet()
                .removeIf(lease -> lease.getValue().until + unused.toMillis() < now && holdsNothing(lease.getKey()));
        return before - tables.tombstones.size() - tables.leases.size();
    }

    private boolean holdsNothing(UUID worker) {
        return tables.tasks.values().stream()
                .filter(task -> task.state == TaskState.RUNNING || task.state == TaskState.ABORTING)
                .noneMatch(task -> worker.equals(task.worker));
    }

    private boolean gone(UUID job) {
        return tables.tombstones.containsKey(job);
    }

    Optional<Forgotten> forgotten(String tenant, UUID jobId) {
        return Optional.ofNullable(tables.tombstones.get(jobId))
                .filter(stone -> stone.tenant().equals(tenant))
                .map(Stone::forgotten);
    }
}
