package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.orchestrator.webhook.WebhookStore;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.Page;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The announcements in the tables of the ledger, or in tables of the same shape beside the jobs of a master. */
public final class PostgresWebhooks implements WebhookStore {
    private static final String CLAIM = """
            WITH due AS (
                SELECT delivery_id FROM trawl.webhook_delivery
                 WHERE [[ANNOUNCE_PENDING: state = 1]] AND [[ANNOUNCE_DUE: due_at <= {{now}}]]
                 ORDER BY due_at LIMIT :limit
                   FOR UPDATE SKIP LOCKED)
            UPDATE trawl.webhook_delivery d
               SET attempts = d.attempts + 1, due_at = {{now}} + :lease_ms * interval '1 ms'
              FROM due, trawl.webhook w
             WHERE d.delivery_id = due.delivery_id AND w.job_id = d.job_id AND w.n = d.n
            RETURNING d.delivery_id, d.job_id, d.version, d.job_state, d.attempts, d.created_at, w.url, w.secret_ref
            """;
    private static final String CLOSE = """
            UPDATE trawl.webhook_delivery
               SET state = CASE WHEN :delivered THEN 2 ELSE 3 END, ended_at = {{now}}, http_status = :status,
                   error = :error
             WHERE delivery_id = :delivery AND [[ANNOUNCE_PENDING: state = 1]] AND [[ANNOUNCE_ATTEMPT: attempts = :attempt]]
            """;
    private static final String POSTPONE = """
            UPDATE trawl.webhook_delivery
               SET due_at = {{now}} + :delay_ms * interval '1 ms', http_status = :status, error = :error
             WHERE delivery_id = :delivery AND [[ANNOUNCE_PENDING: state = 1]] AND [[ANNOUNCE_ATTEMPT: attempts = :attempt]]
            """;
    private static final String OF_JOB = """
            SELECT d.delivery_id, d.n, d.version, d.job_state, d.state, d.attempts, d.created_at, d.due_at, d.ended_at,
                   d.http_status, d.error, w.url, w.secret_ref
              FROM trawl.job j
              JOIN trawl.webhook_delivery d USING (job_id)
              JOIN trawl.webhook w ON w.job_id = d.job_id AND w.n = d.n
             WHERE j.tenant = :tenant AND j.job_id = :job
               AND (:version::bigint IS NULL OR (d.version, d.n) > (:version, :n::int))
             ORDER BY d.version, d.n
             LIMIT :limit
            """;

    private final Database database;
    private final String claim;
    private final String close;
    private final String postpone;
    private final String ofJob;

    /** Of the jobs in the ledger. */
    public PostgresWebhooks(DataSource dataSource, RandomGenerator random) {
        this(dataSource, random, JobSchema.LEDGER);
    }

    public PostgresWebhooks(DataSource dataSource, RandomGenerator random, JobSchema jobs) {
        this(new Database(dataSource, Fences.ALL, SqlClock.SERVER, random), jobs);
    }

    PostgresWebhooks(Database database) {
        this(database, JobSchema.LEDGER);
    }

    private PostgresWebhooks(Database database, JobSchema jobs) {
        this.database = database;
        this.claim = jobs.announcements(database.sql(CLAIM));
        this.close = jobs.announcements(database.sql(CLOSE));
        this.postpone = jobs.announcements(database.sql(POSTPONE));
        this.ofJob = jobs.announcements(OF_JOB);
    }

    @Override
    public List<Due> claim(int limit, Duration lease) {
        return database.inTransaction(handle -> handle.createQuery(claim)
                .bind("limit", limit)
                .bind("lease_ms", lease.toMillis())
                .map((row, context) -> new Due(webhook(row), event(row), row.getInt("attempts")))
                .list());
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(Code.text(row, "url"), row.getString("secret_ref"));
    }

    private static WebhookEvent event(ResultSet row) throws SQLException {
        return new WebhookEvent(
                row.getObject("delivery_id", UUID.class),
                WebhookEvent.JOB_ENDED,
                row.getObject("job_id", UUID.class),
                Code.job(row.getInt("job_state")),
                row.getLong("version"),
                Objects.requireNonNull(BacklogQuery.instant(row, "created_at")));
    }

    @Override
    public void delivered(Due due, int status) {
        close(due, true, status, null);
    }

    @Override
    public void failed(Due due, @Nullable Integer status, String error) {
        close(due, false, status, error);
    }

    private void close(Due due, boolean delivered, @Nullable Integer status, @Nullable String error) {
        database.inTransaction(handle -> handle.createUpdate(close)
                .bind("delivered", delivered)
                .bind("status", status)
                .bind("error", error)
                .bind("delivery", due.event().deliveryId())
                .bind("attempt", due.attempt())
                .execute());
    }

    @Override
    public void postpone(Due due, Duration delay, @Nullable Integer status, String error) {
        database.inTransaction(handle -> handle.createUpdate(postpone)
                .bind("delay_ms", delay.toMillis())
                .bind("status", status)
                .bind("error", error)
                .bind("delivery", due.event().deliveryId())
                .bind("attempt", due.attempt())
                .execute());
    }

    @Override
    public Page<WebhookDelivery> deliveries(String tenant, UUID job, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "w", 2);
        int rows = Cursor.checked(limit) + 1;
        List<WebhookDelivery> found = database.read(handle -> handle.createQuery(ofJob)
                .bind("tenant", tenant)
                .bind("job", job)
                .bind("version", after == null ? null : after.number(0, Long.MAX_VALUE))
                .bind("n", after == null ? null : (int) after.number(1, Short.MAX_VALUE))
                .bind("limit", rows)
                .map((row, context) -> delivery(row))
                .list());
        return Cursor.page(found, limit, one -> Cursor.of("w", one.version(), one.webhook()));
    }

    private static WebhookDelivery delivery(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.values()[row.getInt("state") - 1];
        return new WebhookDelivery(
                row.getObject("delivery_id", UUID.class),
                row.getInt("n"),
                webhook(row).target(),
                row.getLong("version"),
                Code.job(row.getInt("job_state")),
                state,
                row.getInt("attempts"),
                Objects.requireNonNull(BacklogQuery.instant(row, "created_at")),
                state == DeliveryState.PENDING ? BacklogQuery.instant(row, "due_at") : null,
                BacklogQuery.instant(row, "ended_at"),
                row.getObject("http_status", Integer.class),
                row.getString("error"));
    }
}
