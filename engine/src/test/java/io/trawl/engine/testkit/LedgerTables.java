package io.trawl.engine.testkit;

import io.trawl.engine.ledger.JobLedger.Forgotten;
import io.trawl.engine.ledger.ResultKind;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.schemas.Budget;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of a ledger in memory, in the order of their creation. Not thread-safe: {@link InMemoryLedger} locks. */
final class LedgerTables {
    static final Budget DEFAULT_BUDGET = new Budget(64);

    final LedgerRules rules;
    final Map<UUID, JobRow> jobs = new LinkedHashMap<>();
    final Map<Key, Submission> submissions = new LinkedHashMap<>();
    final Map<Key, Budget> budgets = new LinkedHashMap<>();
    final Set<Key> registered = new HashSet<>();
    final NavigableMap<Long, TaskRow> tasks = new TreeMap<>();
    final NavigableMap<Long, ChunkRow> chunks = new TreeMap<>();
    final Map<StageKey, NavigableMap<Integer, Row>> staged = new LinkedHashMap<>();
    final Map<UUID, LeaseRow> leases = new LinkedHashMap<>();
    final List<Published> results = new ArrayList<>();
    final List<Listed> gaps = new ArrayList<>();
    /** When each was opened. */
    final NavigableMap<Integer, Long> buckets = new TreeMap<>();

    final Set<Integer> closedBuckets = new HashSet<>();
    final Map<UUID, Stone> tombstones = new LinkedHashMap<>();
    private long lastTask;
    private long lastChunk;
    private long lastJob;

    LedgerTables(LedgerRules rules) {
        this.rules = rules;
    }

    TaskRow insertTask(JobRow job, int phase, String source, List<InputRange> ranges) {
        TaskRow task = new TaskRow(++lastTask, job, phase, source, ranges);
        task.since = rules.now();
        task.dueAt = rules.now();
        tasks.put(task.id, task);
        job.tasks.put(task.id, task);
        task.counter().count(TaskState.PENDING, 1);
        job.touch(rules.now());
        return task;
    }

    ChunkRow insertChunk(JobRow job, ChunkRow.Origin origin, int records, long weight) {
        ChunkRow chunk = new ChunkRow(++lastChunk, job, origin, records, weight, rules.now());
        chunks.put(chunk.id, chunk);
        return chunk;
    }

    long nextJob() {
        return ++lastJob;
    }

    long nextTask() {
        return lastTask + 1;
    }

    /** As the constraint of a table: what is staged belongs to a bucket that is there. */
    void requireBucket(JobRow job) {
        if (closedBuckets.contains(job.bucket)) {
            throw new AssertionError("Bucket " + job.bucket + " is gone.");
        }
    }

    /** The one place where a task changes its state: the counters change with it. */
    void move(TaskRow task, TaskState to) {
        task.counter().count(task.state, -1);
        task.counter().count(to, 1);
        task.state = to;
        task.since = rules.now();
        task.job.touch(rules.now());
    }

    @Nullable
    TaskRow task(UUID jobId, long taskId) {
        TaskRow task = tasks.get(taskId);
        return task != null && task.job.id().equals(jobId) ? task : null;
    }

    @Nullable
    JobRow job(String tenant, UUID jobId) {
        JobRow job = jobs.get(jobId);
        return job != null && job.spec.tenant().equals(tenant) ? job : null;
    }

    int budget(String tenant, String source) {
        return budgets.getOrDefault(new Key(tenant, source), DEFAULT_BUDGET).concurrency();
    }

    /** ASSIGNED + RUNNING + ABORTING at a source, over all jobs of its tenant. */
    long inFlight(String tenant, String source) {
        return jobs.values().stream()
                .filter(job -> job.spec.tenant().equals(tenant))
                .flatMap(job -> job.counters.values().stream())
                .filter(counter -> counter.source.equals(source))
                .mapToLong(CounterRow::inFlight)
                .sum();
    }

    boolean leaseAlive(@Nullable UUID worker) {
        LeaseRow lease = worker == null ? null : leases.get(worker);
        return lease != null && lease.alive(rules.now());
    }

    int stagedRows(StageKey key) {
        NavigableMap<Integer, Row> rows = staged.get(key);
        return rows == null ? 0 : rows.size();
    }

    /** Those of the staged rows that are inputs of the next phase. */
    long stagedRecords(StageKey key) {
        NavigableMap<Integer, Row> rows = staged.getOrDefault(key, new TreeMap<>());
        return rows.values().stream().filter(Row.Next.class::isInstance).count();
    }

    /** A job that was forgotten. */
    record Stone(String tenant, Forgotten forgotten) {}

    /** A name within a tenant. */
    record Key(String tenant, String name) {}

    /** What an idempotency key stands for. */
    record Submission(UUID jobId, String requestHash) {}

    /** A published part of a result, and the chunk it came with. */
    record Published(UUID jobId, String source, ResultKind called, String key, String body, long chunkId) {
        String kind() {
            return called.kind();
        }
    }

    /** A gap of a job, in order of arrival. {@code retried}: a retry takes it back. */
    record Listed(UUID jobId, int phase, Gap gap, boolean retried) {}
}
