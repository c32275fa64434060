package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.Submitted;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.ParentJob;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Stores a job with its phases, sources, counters, root records and first tasks. */
final class SubmitTransition {
    /** Attempts a source bears when nobody ever said. */
    static final int DEFAULT_BUDGET = 64;

    /** What is longer is as good as none, and no column holds it. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final String OPERATION = "start_job";
    /** Most buckets that may close under one submission. */
    private static final int MAX_TRIES = 5;

    private static final String BUCKET = """
            SELECT b.bucket, trawl.open_bucket(b.bucket, {{now}}) IS NULL
              FROM (SELECT coalesce(max(c.bucket) + 1, t.today) AS bucket
                      FROM (SELECT trawl.bucket_of({{now}}) AS today) t
                      LEFT JOIN trawl.bucket c ON c.bucket >= t.today AND NOT [[SUBMIT_BUCKET: c.closed_at IS NULL]]
                     GROUP BY t.today) b
            """;
    private static final String KEY = """
            INSERT INTO trawl.idempotency (tenant, operation, key, job_id, request_hash, created_at)
            VALUES (:tenant, :operation, :key, :job, :hash, {{now}})
                ON CONFLICT DO NOTHING
            """;
    private static final String KEY_OWNER = """
            SELECT i.job_id, i.request_hash, coalesce(j.state, d.state) AS state, j.traceparent
              FROM trawl.idempotency i LEFT JOIN trawl.job j USING (job_id) LEFT JOIN trawl.tombstone d USING (job_id)
             WHERE i.tenant = :tenant AND i.operation = :operation AND i.key = :key
            """;
    private static final String JOB = """
            INSERT INTO trawl.job (job_id, tenant, workload, request, phases, priority, job_limit, bucket, state,
                                   created_at, updated_at, limits_from, labels, deadline_ms, duration_ms, byte_limit,
                                   traceparent, parent, held)
            SELECT :job, :tenant, :workload, :request, :phases, :priority, :job_limit, b.bucket, 1,
                   {{now}}, {{now}}, {{now}}, :labels::jsonb, :deadline_ms, :duration_ms, :byte_limit, :traceparent,
                   :parent::jsonb, :parent::text IS NOT NULL
              FROM trawl.bucket b WHERE b.bucket = :bucket AND [[SUBMIT_BUCKET: b.closed_at IS NULL]]
               FOR SHARE
                ON CONFLICT (job_id) DO NOTHING
            """;
    private static final String WEBHOOKS = """
            INSERT INTO trawl.webhook (job_id, n, url, secret_ref)
            SELECT :job, n - 1, url, secret_ref
              FROM unnest(:urls::text[], :secret_refs::text[]) WITH ORDINALITY AS w (url, secret_ref, n)
            """;
    private static final String PHASES = """
            INSERT INTO trawl.job_phase (job_id, phase, name, barrier, max_records, max_weight, linger_ns, stall_ns)
            SELECT :job, * FROM unnest(:numbers::int[], :names::text[], :barriers::boolean[], :max_records::int[],
                                       :max_weights::bigint[], :lingers::bigint[], :stalls::bigint[])
            """;
    private static final String NEW_SOURCES = """
            INSERT INTO trawl.source (tenant, source_id, budget, budget_given, bytes_per_second, rows_per_second, windows)
            SELECT :tenant, n.source, coalesce(n.budget, %d), n.budget IS NOT NULL, n.bytes, n.rows,
                   string_to_array(coalesce(n.windows, ''), E'\\n')
              FROM unnest(:sources::text[], :budgets::int[], :bytes::bigint[], :rows::bigint[], :windows::text[])
                   AS n(source, budget, bytes, rows, windows)
             ORDER BY n.source COLLATE "C"
                ON CONFLICT DO NOTHING
            """.formatted(DEFAULT_BUDGET);
    /** Locks only what changes: a claim at the same source holds its row, and nobody need wait for a budget of before. */
    private static final String BUDGETS = """
            UPDATE trawl.source s SET budget = n.budget, bytes_per_second = n.bytes, rows_per_second = n.rows,
                   windows = n.windows
              FROM (SELECT o.source_id, b.budget, b.bytes, b.rows, w.windows
                      FROM unnest(:sources::text[], :budgets::int[], :bytes::bigint[], :rows::bigint[], :windows::text[])
                           AS b(source, budget, bytes, rows, windows)
                     CROSS JOIN LATERAL (SELECT string_to_array(coalesce(b.windows, ''), E'\\n') AS windows) w
                      JOIN trawl.source o ON o.tenant = :tenant AND o.source_id = b.source AND o.connector IS NULL
                       AND b.budget IS NOT NULL
                       AND (o.budget, o.bytes_per_second, o.rows_per_second, o.windows)
                           IS DISTINCT FROM (b.budget, b.bytes, b.rows, w.windows)
                     ORDER BY o.source_id
                       FOR NO KEY UPDATE OF o) n
             WHERE s.tenant = :tenant AND s.source_id = n.source_id
            """;
    /** The roots stand under task ids of their own, so that a chunk of a real attempt can never share their key. */
    private static final String ROOTS = """
            WITH root AS MATERIALIZED (
              SELECT n.source, n.pool, nextval('trawl.task_ids') AS origin
                FROM unnest(:sources::text[], :pools::text[]) AS n(source, pool)
            ), sources AS (
              INSERT INTO trawl.job_source (job_id, source, pool) SELECT :job, source, pool FROM root
            ), counters AS (
              INSERT INTO trawl.phase_counter (job_id, phase, source, pending, discovered, updated_at)
              SELECT :job, p, source, (p = 0)::int, (p = 0)::int, {{now}}
                FROM root CROSS JOIN generate_series(0, :phases - 1) AS p
            ), staged AS (
              INSERT INTO trawl.staging (bucket, task_id, attempt, execution, seq, n, kind, name, body)
              SELECT :bucket, origin, 0, :job, 1, 0, 1, source, '' FROM root
            ), chunks AS (
              INSERT INTO trawl.chunk (bucket, job_id, phase, source, task_id, attempt, execution, seq, records, weight,
                                       scheduled_upto, accepted_at)
              SELECT :bucket, :job, -1, source, origin, 0, :job, 1, 1, 0, 1, {{now}} FROM root
              RETURNING chunk_id, source
            )
            INSERT INTO trawl.task (job_id, bucket, phase, source, state, records, inputs, due_at, since)
            SELECT :job, :bucket, 0, source, 1, 1, ARRAY[chunk_id, 0, 1], {{now}}, {{now}} FROM chunks
            """;

    /** Counts no further than needed. */
    private static final String ALIVE = """
            SELECT count(*) FROM (SELECT FROM trawl.job WHERE tenant = :tenant AND state <= 4 LIMIT :most) j
            """;

    private static final String ONE_AT_A_TIME =
            "SELECT pg_advisory_xact_lock(hashtext('trawl.jobs_alive'), hashtext(:tenant)) IS NULL";
    /** More submissions than this are never under way at once, so that far from the limit none waits for another. */
    private static final int UNSEEN = 500;

    private final Database database;
    private final Fences fences;
    private final String bucket;
    private final String key;
    private final String job;
    private final String rest;

    SubmitTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.bucket = database.sql(BUCKET);
        this.key = database.sql(KEY);
        this.job = database.sql(JOB);
        this.rest = database.sql(Trip.of(PHASES, NEW_SOURCES, BUDGETS, ROOTS));
    }

    Submitted submit(NewJob newJob) {
        for (int tries = 1; ; tries++) {
            try {
                return store(newJob);
            } catch (BucketClosed e) {
                if (tries == MAX_TRIES) {
                    throw new LedgerUnavailable("Buckets of jobs close faster than they can be used.", e);
                }
            }
        }
    }

    /** The bucket was closed between the look for it and its lock; nothing was stored. */
    private static final class BucketClosed extends RuntimeException {
        BucketClosed() {
            super("The bucket was closed.", null, false, false);
        }
    }

    private Submitted store(NewJob newJob) {
        // Apart: a new partition locks its parent, and that lock must not last as long as the rest.
        int today = database.inStatement(
                handle -> handle.createQuery(bucket).mapTo(Integer.class).one());
        return database.inTransaction(handle -> {
            Optional<Submitted> before = takeKey(handle, newJob);
            if (before.isPresent()) {
                return before.get();
            }
            if (!insertJob(handle, newJob, today)) {
                return there(handle, newJob.jobId()).orElseThrow(BucketClosed::new);
            }
            requireRoom(handle, newJob);
            insertRest(handle, newJob, today);
            insertWebhooks(handle, newJob);
            return new Submitted(newJob.jobId(), JobState.PENDING, true, newJob.trace());
        });
    }

    /** After the job itself: one that was stored before is answered, however many there are. */
    private void requireRoom(Handle handle, NewJob newJob) {
        int limit = newJob.aliveLimit();
        if (alive(handle, newJob) > limit - UNSEEN) {
            handle.createQuery(ONE_AT_A_TIME)
                    .bind("tenant", newJob.tenant())
                    .mapTo(Boolean.class)
                    .one();
            if (!fences.hold(Fence.SUBMIT_ALIVE, alive(handle, newJob) <= limit)) {
                throw new TooManyJobs(limit);
            }
        }
    }

    private static int alive(Handle handle, NewJob newJob) {
        return handle.createQuery(ALIVE)
                .bind("tenant", newJob.tenant())
                .bind("most", newJob.aliveLimit() + 1L)
                .mapTo(Integer.class)
                .one();
    }

    /** Returns the job that has the key already. */
    private Optional<Submitted> takeKey(Handle handle, NewJob newJob) {
        String name = newJob.idempotencyKey();
        if (name == null) {
            return Optional.empty();
        }
        int taken = handle.createUpdate(key)
                .bind("tenant", newJob.tenant())
                .bind("operation", OPERATION)
                .bind("key", name)
                .bind("job", newJob.jobId())
                .bind("hash", newJob.requestHash())
                .execute();
        if (fences.hold(Fence.SUBMIT_KEY, false) || taken == 1) {
            return Optional.empty();
        }
        return Optional.of(owner(handle, newJob, name));
    }

    private static Submitted owner(Handle handle, NewJob newJob, String name) {
        return handle.createQuery(KEY_OWNER)
                .bind("tenant", newJob.tenant())
                .bind("operation", OPERATION)
                .bind("key", name)
                .map((row, context) -> {
                    if (!newJob.requestHash().equals(row.getString("request_hash"))) {
                        throw new IdempotencyConflict(name);
                    }
                    return submitted(row.getObject("job_id", UUID.class), row);
                })
                .one();
    }

    private static Optional<Submitted> there(Handle handle, UUID jobId) {
        return handle.createQuery("SELECT state, traceparent FROM trawl.job WHERE job_id = :job")
                .bind("job", jobId)
                .map((row, context) -> submitted(jobId, row))
                .findOne();
    }

    private static Submitted submitted(UUID jobId, ResultSet row) throws SQLException {
        return new Submitted(jobId, Code.job(row.getInt("state")), false, Code.trace(row));
    }

    private static @Nullable Long millis(@Nullable Duration limit) {
        if (limit == null) {
            return null;
        }
        return limit.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(1, limit.toMillis());
    }

    private boolean insertJob(Handle handle, NewJob newJob, int today) {
        JobLimits limits = newJob.request().limits();
        TraceContext trace = newJob.trace();
        ParentJob parent = newJob.request().parent();
        return handle.createUpdate(job)
                        .bind("job", newJob.jobId())
                        .bind("tenant", newJob.tenant())
                        .bind("workload", newJob.request().workload())
                        .bind("request", Json.mapper().writeValueAsString(newJob.request()))
                        .bind("phases", newJob.phases().size())
                        .bind("priority", newJob.request().priority())
                        .bind(
                                "labels",
                                Json.mapper()
                                        .writeValueAsString(newJob.request().labels()))
                        .bind("job_limit", limits.concurrency())
                        .bind("deadline_ms", millis(limits.deadline()))
                        .bind("duration_ms", millis(limits.duration()))
                        .bind("byte_limit", limits.bytes())
                        .bind("bucket", today)
                        .bind("traceparent", trace == null ? null : trace.text())
                        .bind("parent", parent == null ? null : Json.mapper().writeValueAsString(parent))
                        .execute()
                == 1;
    }

    /** Phases, sources and first tasks, one statement behind the other. */
    private void insertRest(Handle handle, NewJob newJob, int today) {
        Update update = handle.createUpdate(rest)
                .bind("job", newJob.jobId())
                .bind("tenant", newJob.tenant())
                .bind("bucket", today)
                .bind("phases", newJob.phases().size());
        bindPhases(update, newJob.phases());
        bindSources(update, newJob.request().sources());
        update.execute();
    }

    private static void bindPhases(Update update, List<PhasePlan> phases) {
        update.bind(
                        "numbers",
                        Column.ints(IntStream.range(0, phases.size()).boxed().toList(), Integer::intValue))
                .bind("names", Column.texts(phases, PhasePlan::name))
                .bind("barriers", Column.flags(phases, phase -> phase.mode() == PhaseMode.BARRIER))
                .bind("max_records", Column.ints(phases, phase -> phase.batch().maxRecords()))
                .bind("max_weights", Column.longs(phases, phase -> phase.batch().maxWeight()))
                .bind(
                        "lingers",
                        Column.longs(phases, phase -> phase.batch().linger().toNanos()))
                .bind("stalls", Column.longs(phases, phase -> phase.stallBound().toNanos()));
    }

    private static void bindSources(Update update, List<SourceSpec> sources) {
        update.bind("sources", Column.texts(sources, SourceSpec::id))
                .bind("pools", Column.texts(sources, s -> s.pool() == null ? SourceSpec.DEFAULT_POOL : s.pool()))
                .bind("budgets", numbers(sources, "int4", Budget::concurrency))
                .bind("bytes", numbers(sources, "int8", Budget::bytesPerSecond))
                .bind("rows", numbers(sources, "int8", Budget::rowsPerSecond))
                .bind("windows", Column.texts(sources, SubmitTransition::windows));
    }

    private static void insertWebhooks(Handle handle, NewJob newJob) {
        List<Webhook> webhooks = newJob.request().webhooks();
        if (!webhooks.isEmpty()) {
            handle.createUpdate(WEBHOOKS)
                    .bind("job", newJob.jobId())
                    .bind("urls", Column.texts(webhooks, Webhook::url))
                    .bind("secret_refs", Column.texts(webhooks, Webhook::secretRef))
                    .execute();
        }
    }

    private static Argument numbers(
            List<SourceSpec> sources, String type, Function<Budget, ? extends @Nullable Number> field) {
        @Nullable
        Number[] values = sources.stream()
                .map(s -> s.budget() == null ? null : field.apply(s.budget()))
                .toArray(Number[]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    /** An array of arrays is none that unnest would take apart; a window holds no line break. */
    private static @Nullable String windows(SourceSpec source) {
        Budget budget = source.budget();
        return budget == null || budget.windows() == null ? null : String.join("\n", budget.windows());
    }
}
