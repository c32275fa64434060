package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.testkit.ChunkRow.Origin;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.engine.testkit.LedgerTables.Key;
import io.trawl.engine.testkit.LedgerTables.Submission;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/** Stores jobs and admits them. */
final class Submissions {
    /** Owner of the rows nobody staged: the roots of sources. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final LedgerTables tables;

    Submissions(LedgerTables tables) {
        this.tables = tables;
    }

    Submitted submit(NewJob job) {
        if (job.idempotencyKey() == null) {
            return store(job);
        }
        Key key = new Key(job.tenant(), job.idempotencyKey());
        Submission before = tables.submissions.get(key);
        if (before == null || !tables.rules.fences().stands(Fence.SUBMIT_KEY)) {
            Submitted stored = store(job);
            tables.submissions.put(key, new Submission(stored.jobId(), job.requestHash()));
            return stored;
        }
        if (!before.requestHash().equals(job.requestHash())) {
            throw new IdempotencyConflict(job.idempotencyKey());
        }
        JobRow known = tables.jobs.get(before.jobId());
        return new Submitted(before.jobId(), state(before.jobId()), false, known == null ? null : known.trace);
    }

    private JobState state(UUID jobId) {
        JobRow job = tables.jobs.get(jobId);
        return job == null ? tables.tombstones.get(jobId).forgotten().state() : job.state;
    }

    /** Of today, or the first after it that was not closed. */
    private int bucket() {
        int bucket = Math.toIntExact(Math.floorDiv(tables.rules.now(), DAY));
        while (!tables.rules.fences().hold(Fence.SUBMIT_BUCKET, !tables.closedBuckets.contains(bucket))) {
            bucket++;
        }
        tables.buckets.putIfAbsent(bucket, tables.rules.now());
        return bucket;
    }

    private Submitted store(NewJob request) {
        if (tables.jobs.containsKey(request.jobId())) {
            throw new IllegalArgumentException(
                    "Job " + request.jobId() + " exists; give the new job an id of its own.");
        }
        requireRoom(request);
        JobSpec spec = new JobSpec(request.jobId(), request.tenant(), request.request(), request.phases());
        JobRow job = new JobRow(spec, tables.nextJob(), bucket(), tables.rules.now());
        job.trace = request.trace();
        tables.jobs.put(job.id(), job);
        request.request().sources().forEach(source -> plant(job, source));
        return new Submitted(job.id(), job.state, true, job.trace);
    }

    private void requireRoom(NewJob request) {
        long alive = tables.jobs.values().stream()
                .filter(job -> job.spec.tenant().equals(request.tenant()))
                .filter(job -> !job.state.terminal())
                .count();
        if (!tables.rules.fences().hold(Fence.SUBMIT_ALIVE, alive < request.aliveLimit())) {
            throw new TooManyJobs(request.aliveLimit());
        }
    }

    /** The root of a source is the one input of its first task. */
    private void plant(JobRow job, SourceSpec source) {
        if (source.budget() != null && !tables.registered.contains(new Key(job.spec.tenant(), source.id()))) {
            tables.budgets.put(new Key(job.spec.tenant(), source.id()), source.budget());
        }
        tables.requireBucket(job);
        StageKey key = new StageKey(tables.nextTask(), 0, NOBODY, 0);
        TreeMap<Integer, Row> rows = new TreeMap<>();
        rows.put(0, new Row.Next(new Record(source.id(), 0, "")));
        tables.staged.put(key, rows);
        ChunkRow root = tables.insertChunk(job, new Origin(-1, source.id(), key), 1, 0);
        root.scheduledUpTo = 1;
        tables.insertTask(job, 0, source.id(), List.of(new InputRange(root.id, 0, 1)));
        job.counter(0, source.id()).discovered = 1;
    }

    int admit(int limit) {
        List<JobRow> waiting = tables.jobs.values().stream()
                .filter(job -> job.state == JobState.PENDING)
                .limit(limit)
                .toList();
        waiting.forEach(job -> {
            job.become(JobState.RUNNING, tables.rules.now());
        });
        return waiting.size();
    }
}
