package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.engine.ledger.JobLedger.Forgotten;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Removes jobs whose time is over. First the job itself and its few counters, so that nothing half of it is ever seen;
 * what is large goes after it, some rows at a time, each time in a short transaction.
 */
final class Forgetting {
    /** Results whose parts are looked for at a time. */
    private static final int MAX_RESULTS = 1_000;
    /** Forgotten jobs looked at in a call: each is looked at once more than it has rows to remove. */
    private static final int MAX_LOOKS = 200;

    private static final String FORGET = """
            WITH gone AS MATERIALIZED (
              SELECT j.job_id, j.tenant, j.state, coalesce(j.ended_at, j.updated_at) AS ended_at
                FROM trawl.job j
               WHERE [[FORGET_KEPT: j.ended_at < {{now}} - :keep_ms * interval '1 ms']]
                 AND [[FORGET_HELD: NOT j.held]]
                 AND NOT EXISTS (SELECT FROM trawl.webhook_delivery d WHERE d.job_id = j.job_id AND d.state = 1)
               ORDER BY j.ended_at, j.job_id
               LIMIT :limit
                 FOR UPDATE SKIP LOCKED
            ), stones AS (
              INSERT INTO trawl.tombstone (job_id, tenant, state, ended_at, forgotten_at)
              SELECT job_id, tenant, state, ended_at, {{now}} FROM gone
                  ON CONFLICT DO NOTHING
            )
            DELETE FROM trawl.job j USING gone g WHERE j.job_id = g.job_id
            """;
    private static final String FREE = "UPDATE trawl.job SET held = false WHERE job_id = :job AND held";
    private static final String UNSWEPT =
            "SELECT job_id FROM trawl.tombstone WHERE NOT swept ORDER BY forgotten_at, job_id LIMIT 1";
    private static final String TASKS = """
            DELETE FROM trawl.task WHERE task_id = ANY(ARRAY(
              SELECT task_id FROM trawl.task WHERE job_id = :job ORDER BY task_id LIMIT :limit))
            """;
    private static final String GAPS = """
            DELETE FROM trawl.gap WHERE ctid = ANY(ARRAY(
              SELECT ctid FROM trawl.gap WHERE job_id = :job LIMIT :limit))
            """;
    private static final String RESULTS = "SELECT result_id FROM trawl.result WHERE job_id = :job LIMIT :limit";
    private static final String PARTS = """
            DELETE FROM trawl.result_part WHERE ctid = ANY(ARRAY(
              SELECT ctid FROM trawl.result_part WHERE result_id = ANY(:results) LIMIT :limit))
            """;
    private static final String HEADS = "DELETE FROM trawl.result WHERE result_id = ANY(:results)";
    private static final String SWEPT = "UPDATE trawl.tombstone SET swept = true WHERE job_id = :job";
    private static final String KNOWN = """
            WITH gone AS (
              DELETE FROM trawl.tombstone WHERE job_id = ANY(ARRAY(
                SELECT job_id FROM trawl.tombstone
                 WHERE swept AND forgotten_at < {{now}} - :known_ms * interval '1 ms'
                 ORDER BY forgotten_at, job_id
                 LIMIT :limit))
              RETURNING job_id
            ), keys AS (
              DELETE FROM trawl.idempotency i USING gone g WHERE i.job_id = g.job_id
            )
            SELECT count(*) FROM gone
            """;
    /** A lease under which something runs is still to be found by those who take that back. */
    private static final String LEASES = """
            DELETE FROM trawl.worker_lease WHERE worker = ANY(ARRAY(
              SELECT w.worker FROM trawl.worker_lease w
               WHERE w.lease_until < {{clock}} - :unused_ms * interval '1 ms'
                 AND NOT EXISTS (SELECT FROM trawl.task t WHERE t.place = 2 AND t.worker = w.worker)
               ORDER BY w.lease_until
               LIMIT :limit))
            """;
    /** A rate that is given away up to a time long gone says nothing. */
    private static final String RATES = """
            DELETE FROM trawl.source_rate
             WHERE greatest(bytes_upto, rows_upto) < {{now}} - :unused_ms * interval '1 ms'
               AND ctid = ANY(ARRAY(SELECT ctid FROM trawl.source_rate
                                     WHERE greatest(bytes_upto, rows_upto) < {{now}} - :unused_ms * interval '1 ms'
                                     LIMIT :limit))
            """;

    private static final String FORGOTTEN =
            "SELECT state, ended_at, forgotten_at FROM trawl.tombstone WHERE tenant = :tenant AND job_id = :job";

    private final Database database;
    private final String forget;
    private final String known;
    private final String leases;
    private final String rates;

    Forgetting(Database database) {
        this.database = database;
        this.forget = database.sql(FORGET);
        this.known = database.sql(KNOWN);
        this.leases = database.sql(LEASES);
        this.rates = database.sql(RATES);
    }

    int forget(Duration keep, int limit) {
        return database.inTransaction(handle -> handle.createUpdate(forget)
                .bind("keep_ms", keep.toMillis())
                .bind("limit", limit)
                .execute());
    }

    Optional<Changed> acknowledge(String tenant, UUID jobId) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> acknowledge(handle, job)));
    }

    private Changed acknowledge(Handle handle, JobRow job) {
        boolean ended =
                database.fences().hold(Fence.ACKNOWLEDGE_ENDED, job.state().terminal());
        boolean freed =
                ended && handle.createUpdate(FREE).bind("job", job.jobId()).execute() == 1;
        return new Changed(freed, job.state());
    }

    int sweep(int limit) {
        int rows = 0;
        for (int looks = 0; looks < MAX_LOOKS && rows < limit; looks++) {
            Optional<UUID> next = unswept();
            if (next.isEmpty()) {
                return rows;
            }
            int removed = remove(next.get(), limit);
            if (removed == 0) {
                database.inTransaction(handle ->
                        handle.createUpdate(SWEPT).bind("job", next.get()).execute());
            }
            rows += removed;
        }
        // Jobs of which nothing was there were marked, and others may stand behind them.
        return rows == 0 && unswept().isPresent() ? 1 : rows;
    }

    private int remove(UUID job, int limit) {
        int rows = 0;
        for (String sql : List.of(TASKS, GAPS)) {
            rows += database.inTransaction(handle -> handle.createUpdate(sql)
                    .bind("job", job)
                    .bind("limit", limit)
                    .execute());
        }
        return rows + database.inTransaction(handle -> sweepResults(handle, job, limit));
    }

    private Optional<UUID> unswept() {
        return database.read(
                handle -> handle.createQuery(UNSWEPT).mapTo(UUID.class).findOne());
    }

    /** The parts of a few results, and those results when no more than that was left of them. */
    private static int sweepResults(Handle handle, UUID job, int limit) {
        List<Long> results = handle.createQuery(RESULTS)
                .bind("job", job)
                .bind("limit", Math.min(limit, MAX_RESULTS))
                .mapTo(Long.class)
                .list();
        if (results.isEmpty()) {
            return 0;
        }
        int parts = handle.createUpdate(PARTS)
                .bind("results", Column.longs(results, Long::longValue))
                .bind("limit", limit)
                .execute();
        return parts >= limit
                ? parts
                : parts
                        + handle.createUpdate(HEADS)
                                .bind("results", Column.longs(results, Long::longValue))
                                .execute();
    }

    int clear(Duration kept, Duration unused, int limit) {
        int jobs = database.inTransaction(handle -> handle.createQuery(known)
                .bind("known_ms", kept.toMillis())
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
        int idle = 0;
        for (String sql : List.of(leases, rates)) {
            idle += database.inTransaction(handle -> handle.createUpdate(sql)
                    .bind("unused_ms", unused.toMillis())
                    .bind("limit", limit)
                    .execute());
        }
        return jobs + idle;
    }

    Optional<Forgotten> forgotten(String tenant, UUID jobId) {
        return database.read(handle -> handle.createQuery(FORGOTTEN)
                .bind("tenant", tenant)
                .bind("job", jobId)
                .map((row, context) -> new Forgotten(
                        Code.job(row.getInt("state")),
                        Objects.requireNonNull(BacklogQuery.instant(row, "ended_at")),
                        Objects.requireNonNull(BacklogQuery.instant(row, "forgotten_at"))))
                .findOne());
    }
}
