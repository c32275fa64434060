package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.FleetLedger;
import io.trawl.schemas.Json;
import io.trawl.schemas.Page;
import io.trawl.schemas.WorkerView;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Workers out of their leases. */
public final class PostgresFleet implements FleetLedger {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final String WORKERS = """
            SELECT w.worker, w.name, w.pool, w.slots, w.labels, w.joined_at, w.lease_until,
                   NOT w.closed AND w.lease_until >= {{now}} AS alive,
                   (SELECT count(*) FROM trawl.task t
                     WHERE t.place = 2 AND t.worker = w.worker AND t.state IN (3, 4)) AS in_use
              FROM trawl.worker_lease w
             WHERE (:pool::text IS NULL OR w.pool = :pool)
               AND (:alive::boolean IS NULL OR (NOT w.closed AND w.lease_until >= {{now}}) = :alive)
               AND (:joined::bigint IS NULL
                    OR (w.joined_at, w.worker) < (to_timestamp(0) + :joined * interval '1 us', :after::uuid))
             ORDER BY w.joined_at DESC, w.worker DESC
             LIMIT :limit
            """;

    private final Database database;
    private final String workers;

    public PostgresFleet(DataSource dataSource) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
        this.workers = database.sql(WORKERS);
    }

    @Override
    public Page<WorkerView> workers(
            @Nullable String pool, @Nullable Boolean alive, @Nullable String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, "f", 2);
        Long joined = after == null ? null : after.micros(0);
        UUID last = after == null ? null : UUID.fromString(after.part(1));
        int rows = Cursor.checked(limit) + 1;
        List<WorkerView> found = database.readPlanned(handle -> handle.createQuery(workers)
                .bind("pool", pool)
                .bind("alive", alive)
                .bind("joined", joined)
                .bind("after", last)
                .bind("limit", rows)
                .map((row, context) -> worker(row))
                .list());
        return Cursor.page(
                found,
                limit,
                worker -> Cursor.of("f", ChronoUnit.MICROS.between(Instant.EPOCH, worker.joinedAt()), worker.worker()));
    }

    private static WorkerView worker(ResultSet row) throws SQLException {
        return new WorkerView(
                row.getObject("worker", UUID.class),
                Code.text(row, "name"),
                Code.text(row, "pool"),
                row.getInt("slots"),
                row.getInt("in_use"),
                Json.mapper().readValue(Code.text(row, "labels"), LABELS),
                row.getBoolean("alive"),
                Objects.requireNonNull(BacklogQuery.instant(row, "joined_at")),
                Objects.requireNonNull(BacklogQuery.instant(row, "lease_until")));
    }
}
