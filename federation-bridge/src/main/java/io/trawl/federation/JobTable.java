package io.trawl.federation;

import static io.trawl.federation.Store.instant;
import static io.trawl.federation.Store.time;

import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.SitePolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The master's jobs. */
final class JobTable {
    private static final String COLUMNS = """
            job_id, tenant, request, state, wish, reason, needed, revision, version, created_at, updated_at, ended_at,
            deadline_at
            """;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM trawl_federation.job ";
    private static final String LISTED = SELECT + """
             WHERE tenant = :tenant
               AND (CAST(:states AS text[]) IS NULL OR state = ANY(:states))
               AND labels @> CAST(:labels AS jsonb)
               AND (CAST(:workload AS text) IS NULL OR workload = :workload)
               AND (CAST(:since AS timestamptz) IS NULL OR created_at >= :since)
               AND (CAST(:before AS timestamptz) IS NULL OR (created_at, job_id) < (:before, :before_id))
             ORDER BY created_at DESC, job_id DESC
             LIMIT :limit
            """;
    private static final String SETTLE = """
            WITH settled AS (
                UPDATE trawl_federation.job
                   SET state = :state, reason = :reason, version = version + 1, updated_at = now(),
                       ended_at = CASE WHEN :ended THEN coalesce(ended_at, now()) END,
                       revision = revision + CASE WHEN :again THEN 1 ELSE 0 END
                 WHERE job_id = :job
                RETURNING job_id, version)
            INSERT INTO trawl_federation.webhook_delivery (job_id, n, version, job_state, due_at, created_at)
            SELECT w.job_id, w.n, s.version, :code, now(), now()
              FROM settled s JOIN trawl_federation.webhook w USING (job_id)
             WHERE :ended
            """;
    private static final String BEGUN = """
            UPDATE trawl_federation.job SET state = 'RUNNING', version = version + 1, updated_at = now()
             WHERE job_id = ANY(ARRAY(SELECT job_id FROM trawl_federation.job
                                       WHERE job_id = ANY(:jobs) AND state = 'PENDING' ORDER BY job_id FOR UPDATE))
               AND state = 'PENDING'
            """;
    private static final String TOUCH =
            "UPDATE trawl_federation.job SET version = version + 1, updated_at = now() WHERE job_id = ANY(:jobs)";
    private static final String WISH = """
            UPDATE trawl_federation.job
               SET wish = :wish, version = version + 1, updated_at = now(),
                   deadline_at = CASE WHEN :anew THEN now() + :deadline_ms * interval '1 ms' ELSE deadline_at END
             WHERE job_id = :job
            """;
    /** What time alone may end: others change when a site says something. */
    private static final String DUE = """
            SELECT j.job_id FROM trawl_federation.job j
             WHERE j.ended_at IS NULL
               AND (j.deadline_at <= now()
                    OR (j.policy <> 'ALL'
                        AND (SELECT count(*) FROM trawl_federation.part d
                              WHERE d.job_id = j.job_id AND d.standing = 'ENDED'
                                AND d.child_state IN ('COMPLETED', 'COMPLETED_WITH_GAPS')) >= j.needed))
               AND EXISTS (SELECT FROM trawl_federation.part p
                             LEFT JOIN trawl_federation.site s ON s.tenant = p.tenant AND s.site = p.site
                            WHERE p.job_id = j.job_id AND NOT p.given_up AND p.standing IN ('SUBMITTING', 'FOLLOWED')
                              AND (j.deadline_at <= now()
                                   OR (NOT s.reachable AND s.since <= now() - :patience_ms * interval '1 ms')))
             LIMIT :limit
            """;

    private static final String GIVE_UP = """
            UPDATE trawl_federation.part p SET given_up = true
             WHERE p.job_id = :job AND NOT p.given_up AND p.standing IN ('SUBMITTING', 'FOLLOWED')
               AND (:all OR EXISTS (SELECT FROM trawl_federation.site s
                                     WHERE s.tenant = p.tenant AND s.site = p.site AND NOT s.reachable
                                       AND s.since <= now() - :patience_ms * interval '1 ms'))
            """;
    private static final String FORGET = """
            WITH gone AS (
              SELECT job_id FROM trawl_federation.job j
               WHERE ended_at < now() - :keep_ms * interval '1 ms'
                 AND NOT EXISTS (SELECT FROM trawl_federation.part p
                                  WHERE p.job_id = j.job_id AND p.standing = 'ENDED' AND NOT p.acknowledged)
                 AND NOT EXISTS (SELECT FROM trawl_federation.webhook_delivery d
                                  WHERE d.job_id = j.job_id AND d.state = 1)
               ORDER BY ended_at LIMIT :limit FOR UPDATE SKIP LOCKED
            )
            DELETE FROM trawl_federation.job j USING gone g WHERE j.job_id = g.job_id
            """;

    private final Store store;

    JobTable(Store store) {
        this.store = store;
    }

    /**
     * A job as it is kept.
     *
     * @param wish what was asked of it last and still holds; null when nothing
     */
    record Kept(
            UUID jobId,
            String tenant,
            JobRequest request,
            JobState state,
            @Nullable String wish,
            @Nullable String reason,
            int needed,
            int revision,
            long version,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant endedAt,
            @Nullable Instant deadlineAt) {
        SitePolicy policy() {
            return request.sites() == null ? SitePolicy.DEFAULT : request.sites();
        }
    }

    static @Nullable Long millis(SitePolicy policy) {
        return policy.deadline() == null ? null : policy.deadline().toMillis();
    }

    Optional<Kept> find(UUID jobId) {
        return store.inTransaction(handle -> handle.createQuery(SELECT + " WHERE job_id = :job")
                .bind("job", jobId)
                .map((row, context) -> read(row))
                .findOne());
    }

    Map<UUID, Kept> find(List<UUID> ids) {
        return store.inTransaction(handle -> handle.createQuery(SELECT + " WHERE job_id = ANY(:jobs)")
                .bindArray("jobs", UUID.class, ids)
                .map((row, context) -> read(row))
                .collect(Collectors.toMap(Kept::jobId, Function.identity())));
    }

    List<Kept> find(String tenant, List<UUID> ids) {
        return store.inTransaction(
                handle -> handle.createQuery(SELECT + " WHERE tenant = :tenant AND job_id = ANY(:jobs)")
                        .bind("tenant", tenant)
                        .bindArray("jobs", UUID.class, ids)
                        .map((row, context) -> read(row))
                        .list());
    }

    /** @param before where the page before ended: a time and an id; null for the first page */
    List<Kept> list(String tenant, JobFilter filter, @Nullable Instant before, @Nullable UUID beforeId, int limit) {
        String[] states = filter.states().stream().map(Enum::name).toArray(String[]::new);
        return store.inTransaction(handle -> handle.createQuery(LISTED)
                .bind("tenant", tenant)
                .bindByType("states", states.length == 0 ? null : states, String[].class)
                .bind("labels", Json.mapper().writeValueAsString(filter.labels()))
                .bind("workload", filter.workload())
                .bind("since", time(filter.since()))
                .bind("before", time(before))
                .bind("before_id", beforeId)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private static Kept read(ResultSet row) throws SQLException {
        return new Kept(
                row.getObject("job_id", UUID.class),
                row.getString("tenant"),
                Json.mapper().readValue(row.getString("request"), JobRequest.class),
                JobState.valueOf(row.getString("state")),
                row.getString("wish"),
                row.getString("reason"),
                row.getInt("needed"),
                row.getInt("revision"),
                row.getLong("version"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")),
                instant(row, "ended_at"),
                instant(row, "deadline_at"));
    }

    /** The job with its row locked: what is decided of it is decided one after the other. */
    static Optional<Kept> locked(Handle handle, UUID jobId) {
        return handle.createQuery(SELECT + " WHERE job_id = :job FOR UPDATE")
                .bind("job", jobId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Until the end of the transaction, in an order that is the same for everybody. */
    static void lock(Handle handle, List<UUID> jobs) {
        handle.createQuery(
                        "SELECT job_id FROM trawl_federation.job WHERE job_id = ANY(:jobs) ORDER BY job_id FOR UPDATE")
                .bindArray("jobs", UUID.class, jobs)
                .mapTo(UUID.class)
                .list();
    }

    /** Parts of these were acknowledged; cheap, since it is said for each of them. */
    static void begun(Handle handle, List<UUID> jobs) {
        handle.createUpdate(BEGUN).bindArray("jobs", UUID.class, jobs).execute();
    }

    /** Puts the job into the state that its parts make. */
    void settle(UUID jobId) {
        store.inTransaction(handle -> {
            locked(handle, jobId).ifPresent(job -> settle(handle, job));
            return null;
        });
    }

    /** Within a transaction that has the job's row locked. */
    static void settle(Handle handle, Kept job) {
        JobState next = Verdict.of(job.needed(), job.wish(), PartTable.standings(handle, job.jobId()));
        // A site that was given up and has come back makes another end of it, never a beginning.
        boolean ended = job.state().terminal();
        if ((ended && !next.terminal()) || job.state() == JobState.CANCELLED) {
            return;
        }
        String reason = next == JobState.FAILED ? Verdict.reason(PartTable.of(handle, job.jobId())) : null;
        if (next != job.state() || !Objects.equals(reason, job.reason())) {
            handle.createUpdate(SETTLE)
                    .bind("job", job.jobId())
                    .bind("state", next.name())
                    .bind("reason", reason)
                    .bind("ended", next.terminal())
                    .bind("code", next.ordinal() + 1)
                    .bind("again", ended)
                    .execute();
        }
    }

    static void touch(Handle handle, List<UUID> jobs) {
        handle.createUpdate(TOUCH).bindArray("jobs", UUID.class, jobs).execute();
    }

    /** @param anew whether the deadline counts from now on */
    static void wish(Handle handle, Kept job, @Nullable JobVerb wish, boolean anew) {
        handle.createUpdate(WISH)
                .bind("job", job.jobId())
                .bind("wish", wish == null ? null : wish.name())
                .bind("anew", anew)
                .bind("deadline_ms", millis(job.policy()))
                .execute();
    }

    /** A retry begins it again. */
    static void reopen(Handle handle, UUID jobId) {
        handle.createUpdate("""
                        UPDATE trawl_federation.job
                           SET state = 'RUNNING', ended_at = NULL, reason = NULL, revision = revision + 1
                         WHERE job_id = :job
                        """).bind("job", jobId).execute();
    }

    /** Jobs that the time has come to decide on. */
    List<UUID> due(Duration patience, int limit) {
        return store.inTransaction(handle -> handle.createQuery(DUE)
                .bind("patience_ms", patience.toMillis())
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /**
     * Waits no longer for sites that are away, when the policy can do without them; at the deadline for none that has
     * not ended.
     */
    void giveUp(UUID jobId, Duration patience, Instant now) {
        store.inTransaction(handle -> {
            Kept job = locked(handle, jobId).orElse(null);
            if (job == null || job.state().terminal()) {
                return null;
            }
            boolean over = job.deadlineAt() != null && !job.deadlineAt().isAfter(now);
            boolean enough = job.policy().policy() != SitePolicy.Kind.ALL
                    && PartTable.standings(handle, jobId).delivered() >= job.needed();
            if (over || enough) {
                handle.createUpdate(GIVE_UP)
                        .bind("job", jobId)
                        .bind("all", over)
                        .bind("patience_ms", patience.toMillis())
                        .execute();
                settle(handle, job);
            }
            return null;
        });
    }

    int forget(Duration keep, int limit) {
        return store.inTransaction(handle -> handle.createUpdate(FORGET)
                .bind("keep_ms", keep.toMillis())
                .bind("limit", limit)
                .execute());
    }
}
