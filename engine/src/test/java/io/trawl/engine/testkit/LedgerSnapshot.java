package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Overrun;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rows of a ledger in memory at one moment, for invariants; nothing in it changes any more. */
public record LedgerSnapshot(
        List<Job> jobs,
        List<Task> tasks,
        List<Counter> counters,
        List<Chunk> chunks,
        List<Result> results,
        List<Gap> gaps,
        List<Lease> leases) {

    /**
     * @param reason why it FAILED
     * @param overrun the limit it has passed
     */
    public record Job(
            UUID jobId,
            String tenant,
            JobState state,
            int revision,
            long version,
            @Nullable String reason,
            @Nullable Overrun overrun,
            Spent spent) {}

    /** What a job has used of its limits since they were last counted anew, in milliseconds and bytes. */
    public record Spent(JobLimits limits, long sinceSubmission, long running, long bytes) {}

    /** A task. {@code execution} and {@code worker} are those of its newest started attempt. */
    public record Task(
            long taskId,
            UUID jobId,
            int phase,
            String source,
            TaskState state,
            List<InputRange> inputs,
            int attempt,
            @Nullable UUID execution,
            @Nullable UUID worker,
            int lastSeq,
            Checkpoint checkpoint,
            Failures failures,
            long dueAtMillis) {}

    /** What a task has gone through since its last accepted chunk. */
    public record Failures(int failures, int crashes, int soloCrashes, boolean solo) {}

    /** The counters of a job, phase and source. */
    public record Counter(
            UUID jobId, int phase, String source, long open, long inFlight, long unscheduled, RecordCounts records) {}

    /** An accepted chunk. {@code phase} is the one that produced it; -1 is the root of a source. */
    public record Chunk(
            long chunkId,
            UUID jobId,
            int phase,
            String source,
            long taskId,
            int attempt,
            UUID execution,
            int seq,
            int records,
            int scheduledUpTo) {}

    /** A published part of a result, and the chunk it came with. */
    public record Result(UUID jobId, String source, String kind, String key, String body, long chunkId) {}

    /** A listed gap. */
    public record Gap(UUID jobId, io.trawl.schemas.Gap gap) {}

    /** A lease. */
    public record Lease(UUID worker, String name, long untilMillis, boolean alive) {}

    static LedgerSnapshot of(LedgerTables tables) {
        return new LedgerSnapshot(
                tables.jobs.values().stream()
                        .map(row -> job(row, tables.rules.now()))
                        .toList(),
                tables.tasks.values().stream().map(task -> task(tables, task)).toList(),
                tables.jobs.values().stream()
                        .flatMap(job -> job.counters.values().stream().map(row -> counter(job, row)))
                        .toList(),
                tables.chunks.values().stream().map(LedgerSnapshot::chunk).toList(),
                tables.results.stream()
                        .map(r -> new Result(r.jobId(), r.source(), r.kind(), r.key(), r.body(), r.chunkId()))
                        .toList(),
                tables.gaps.stream().map(row -> new Gap(row.jobId(), row.gap())).toList(),
                tables.leases.values().stream()
                        .map(lease -> lease(lease, tables.rules.now()))
                        .toList());
    }

    private static Job job(JobRow row, long now) {
        Spent spent = new Spent(
                row.spec.request().limits(),
                now - row.limitsFrom,
                row.ranMillis + (row.runningFrom == null ? 0 : now - row.runningFrom),
                row.bytes() - row.bytesFrom);
        return new Job(
                row.id(), row.spec.tenant(), row.state, row.revision, row.version, row.reason, row.overrun, spent);
    }

    private static Task task(LedgerTables tables, TaskRow row) {
        boolean solo = Endings.solo(tables.rules.policy(), row);
        return new Task(
                row.id,
                row.job.id(),
                row.phase,
                row.source,
                row.state,
                row.ranges,
                row.attempt,
                row.execution,
                row.worker,
                row.lastSeq,
                row.checkpoint,
                new Failures(row.failures, row.crashes, row.soloCrashes, solo),
                row.dueAt);
    }

    private static Counter counter(JobRow job, CounterRow row) {
        return new Counter(job.id(), row.phase, row.source, row.open(), row.inFlight(), row.unscheduled, row.records());
    }

    private static Chunk chunk(ChunkRow row) {
        return new Chunk(
                row.id,
                row.job.id(),
                row.phase,
                row.source,
                row.key.taskId(),
                row.key.attempt(),
                row.key.execution(),
                row.key.seq(),
                row.records,
                row.scheduledUpTo);
    }

    private static Lease lease(LeaseRow row, long now) {
        return new Lease(row.worker.worker(), row.worker.name(), row.until, row.alive(now));
    }
}
