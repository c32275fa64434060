package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger.Changed;
import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.schemas.JobState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Opens what failed of a job that has ended, and takes back what it was counted for. */
final class RetryTransition {
    /** With the chunks that a limit kept from being scheduled: the Pipeliner is told of them again. */
    private static final String REOPEN = """
            WITH reopened AS (
              UPDATE trawl.task t
                 SET state = 1, since = {{now}}, due_at = {{now}}, failures = 0, crashes = 0, solo = false,
                     solo_crashes = 0, dead_reason = NULL
                FROM (SELECT d.task_id, d.dead_reason FROM trawl.task d
                       WHERE d.job_id = :job AND d.dead_reason IS NOT NULL
                       ORDER BY d.task_id FOR UPDATE) was
               WHERE t.task_id = was.task_id
              RETURNING t.phase, t.source, was.dead_reason, t.records - t.records_done AS records
            ), unread AS (
              SELECT phase, source, dead_reason, 1 AS tasks, 0 AS chunks, records FROM reopened
               UNION ALL
              SELECT c.phase + 1, c.source, :overrun::text, 0, 1, c.records - c.scheduled_upto FROM trawl.chunk c
               WHERE c.bucket = :bucket AND c.job_id = :job AND c.scheduled_upto < c.records AND :overrun::text IS NOT NULL
            )
            SELECT phase, source, dead_reason, sum(tasks) AS tasks, sum(chunks) AS chunks, sum(records) AS records
              FROM unread GROUP BY phase, source, dead_reason ORDER BY phase, source, dead_reason
            """;
    /** Held until the commit: nothing closes what this job needs again. */
    private static final String BUCKET =
            "SELECT true FROM trawl.bucket WHERE bucket = :bucket AND [[RETRY_BUCKET: closed_at IS NULL]] FOR SHARE";

    private static final String FAILED =
            "SELECT EXISTS (SELECT FROM trawl.task WHERE job_id = :job AND dead_reason IS NOT NULL)";

    private static final String GAPS = "DELETE FROM trawl.gap WHERE job_id = :job AND task_id IS NOT NULL";
    /** A count never reaches zero in place: the table forbids it, so that no reason is listed that nothing has. */
    private static final String REASONS_GONE = """
            DELETE FROM trawl.outcome_reason r
             USING unnest(:phases::int[], :sources::text[], :reasons::text[], :counts::bigint[])
                   AS n(phase, source, reason, count)
             WHERE r.job_id = :job AND r.phase = n.phase AND r.source = n.source AND r.outcome = 3
               AND r.reason = n.reason AND r.count <= n.count
            """;

    private static final String REASONS_LESS = """
            UPDATE trawl.outcome_reason r SET count = r.count - n.count
              FROM unnest(:phases::int[], :sources::text[], :reasons::text[], :counts::bigint[])
                   AS n(phase, source, reason, count)
             WHERE r.job_id = :job AND r.phase = n.phase AND r.source = n.source AND r.outcome = 3
               AND r.reason = n.reason
            """;
    private static final String RUN = """
            UPDATE trawl.job j
               SET state = 2, reason = NULL, ended_at = NULL, revision = revision + 1, version = version + 1,
                   updated_at = {{now}}, running_from = {{now}}, overrun = NULL,
                   held = parent IS NOT NULL
             WHERE j.job_id = :job
            """;

    private static final String LIMITS_ANEW = """
            UPDATE trawl.job j
               SET limits_from = {{now}}, ran_ms = 0,
                   bytes_from = (SELECT coalesce(sum(c.bytes), 0) FROM trawl.phase_counter c WHERE c.job_id = j.job_id)
             WHERE j.job_id = :job
            """;

    private final Database database;
    private final Fences fences;
    private final CounterWriter counters;
    private final String reopen;
    private final String run;
    private final String limitsAnew;
    private final String bucket;

    RetryTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.counters = new CounterWriter(database);
        this.reopen = database.sql(REOPEN);
        this.run = database.sql(RUN);
        this.limitsAnew = database.sql(LIMITS_ANEW);
        this.bucket = database.sql(BUCKET);
    }

    /** What was not read of a phase at a source for one reason: DEAD tasks, and chunks that none was made of. */
    private record Reopened(CounterKey group, String reason, long tasks, long chunks, long records) {
        CounterKey producer() {
            return new CounterKey(group.jobId(), group.phase() - 1, group.source());
        }
    }

    Optional<Changed> retry(String tenant, UUID jobId) {
        return database.inTransaction(handle -> JobLocks.exclusive(handle, jobId)
                .filter(job -> job.tenant().equals(tenant))
                .map(job -> retry(handle, job)));
    }

    private Changed retry(Handle handle, JobRow job) {
        boolean ended = job.state() == JobState.COMPLETED_WITH_GAPS || job.state() == JobState.FAILED;
        if (!fences.hold(Fence.RETRY_ENDED, ended)) {
            return new Changed(false, job.state());
        }
        if (!kept(handle, job.bucket())) {
            return new Changed(false, job.state(), job.overrun() != null || failed(handle, job.jobId()));
        }
        List<Reopened> reopened = reopen(handle, job);
        if (reopened.isEmpty()) {
            return new Changed(false, job.state());
        }
        if (fences.stands(Fence.RETRY_TAKES_BACK)) {
            takeBack(handle, job.jobId(), reopened);
        }
        handle.createUpdate(run).bind("job", job.jobId()).execute();
        if (fences.stands(Fence.RETRY_LIMITS_ANEW)) {
            handle.createUpdate(limitsAnew).bind("job", job.jobId()).execute();
        }
        counters.write(handle, deltas(reopened));
        return new Changed(true, JobState.RUNNING);
    }

    private boolean kept(Handle handle, int number) {
        return handle.createQuery(bucket)
                .bind("bucket", number)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    private static boolean failed(Handle handle, UUID job) {
        return handle.createQuery(FAILED).bind("job", job).mapTo(Boolean.class).one();
    }

    private List<Reopened> reopen(Handle handle, JobRow job) {
        return handle.createQuery(reopen)
                .bind("job", job.jobId())
                .bind("bucket", job.bucket())
                .bind("overrun", job.overrun())
                .map((row, context) -> new Reopened(
                        new CounterKey(job.jobId(), row.getInt("phase"), Code.text(row, "source")),
                        Code.text(row, "dead_reason"),
                        row.getLong("tasks"),
                        row.getLong("chunks"),
                        row.getLong("records")))
                .list();
    }

    private CounterDeltas deltas(List<Reopened> reopened) {
        CounterDeltas deltas = new CounterDeltas();
        for (Reopened one : reopened) {
            deltas.add(one.group(), Counter.DEAD, -one.tasks());
            deltas.add(one.group(), Counter.PENDING, one.tasks());
            deltas.add(one.producer(), Counter.UNSCHEDULED, one.chunks());
            deltas.add(one.group(), Counter.FAILED, fences.stands(Fence.RETRY_TAKES_BACK) ? -one.records() : 0);
        }
        return deltas;
    }

    private static void takeBack(Handle handle, UUID job, List<Reopened> reopened) {
        handle.createUpdate(GAPS).bind("job", job).execute();
        for (String sql : List.of(REASONS_GONE, REASONS_LESS)) {
            handle.createUpdate(sql)
                    .bind("job", job)
                    .bind("phases", Column.ints(reopened, one -> one.group().phase()))
                    .bind("sources", Column.texts(reopened, one -> one.group().source()))
                    .bind("reasons", Column.texts(reopened, Reopened::reason))
                    .bind("counts", Column.longs(reopened, Reopened::records))
                    .execute();
        }
    }
}
