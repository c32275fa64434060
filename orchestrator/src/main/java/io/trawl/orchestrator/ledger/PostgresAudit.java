package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.schemas.Page;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The audit trail, a partition per month. Once a day the months to come are made, and those past their keeping dropped. */
public final class PostgresAudit implements AuditTrail {
    public static final Duration DEFAULT_KEEPING = Duration.ofDays(400);

    private static final String MONTHS = "SELECT trawl.ensure_audit_months(now()) IS NULL";
    private static final String DROP = "SELECT trawl.drop_audit_before(now() - make_interval(days => :days))";
    private static final String APPEND = """
            INSERT INTO trawl.audit (at, tenant, principal, action, target, outcome, status, count, correlation_id)
            VALUES (now(), :tenant, :principal, :action, :target, :outcome, :status, :count, :correlation)
            """;
    private static final String LIST = """
            SELECT audit_id, at, tenant, principal, action, target, outcome, status, count, correlation_id
              FROM trawl.audit
             WHERE tenant = :tenant AND (:after::bigint IS NULL OR audit_id < :after)
               AND (:principal::text IS NULL OR principal = :principal)
               AND (:action::text IS NULL OR action = :action)
               AND (:target::text IS NULL OR target = :target)
             ORDER BY audit_id DESC
             LIMIT :limit
            """;

    private final Database database;
    private final Duration keeping;
    private final InstantSource clock;
    private final AtomicLong tidied = new AtomicLong(Long.MIN_VALUE);

    public PostgresAudit(DataSource dataSource, Duration keeping, InstantSource clock) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
        this.keeping = keeping;
        this.clock = clock;
    }

    @Override
    public void append(AuditEntry entry) {
        tidyOnceADay();
        database.inStatement(handle -> handle.createUpdate(APPEND)
                .bind("tenant", entry.tenant())
                .bind("principal", entry.principal())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("outcome", entry.outcome().text())
                .bind("status", entry.status())
                .bind("count", entry.count())
                .bind("correlation", entry.correlationId())
                .execute());
    }

    /** Two months ahead of the database's clock are more than two clocks differ. */
    private void tidyOnceADay() {
        long day = TimeUnit.MILLISECONDS.toDays(clock.millis());
        if (tidied.get() == day) {
            return;
        }
        database.inTransaction(handle -> {
            handle.createQuery(MONTHS).mapTo(Boolean.class).one();
            return handle.createQuery(DROP)
                    .bind("days", Math.toIntExact(keeping.toDays()))
                    .mapTo(Integer.class)
                    .one();
        });
        tidied.set(day);
    }

    /** A line and its place. */
    private record Placed(long id, AuditEntry entry) {}

    @Override
    public Page<AuditEntry> list(String tenant, Filter filter, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "a", 1);
        int rows = Cursor.checked(limit) + 1;
        List<Placed> found = database.readPlanned(handle -> handle.createQuery(LIST)
                .bind("tenant", tenant)
                .bind("after", after == null ? null : after.number(0, Long.MAX_VALUE))
                .bind("principal", filter.principal())
                .bind("action", filter.action())
                .bind("target", filter.target())
                .bind("limit", rows)
                .map((row, context) -> new Placed(row.getLong("audit_id"), entry(row)))
                .list());
        Page<Placed> page = Cursor.page(found, limit, placed -> Cursor.of("a", placed.id()));
        return new Page<>(page.items().stream().map(Placed::entry).toList(), page.nextCursor());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                Objects.requireNonNull(BacklogQuery.instant(row, "at")),
                Code.text(row, "tenant"),
                Code.text(row, "principal"),
                Code.text(row, "action"),
                row.getString("target"),
                AuditEntry.Outcome.of(Code.text(row, "outcome")),
                row.getInt("status"),
                row.getInt("count"),
                Objects.requireNonNull(row.getObject("correlation_id", UUID.class)));
    }
}
