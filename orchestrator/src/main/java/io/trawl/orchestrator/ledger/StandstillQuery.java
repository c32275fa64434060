package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.orchestrator.ledger.Standstill.Offered;
import io.trawl.orchestrator.ledger.Standstill.Orphaned;
import io.trawl.orchestrator.ledger.Standstill.Silent;
import io.trawl.orchestrator.ledger.Standstill.Unscheduled;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Looks for what stands still. It walks what is in flight, so it is for people who ask, not for every few seconds. */
public final class StandstillQuery {
    /** Jobs, pools and workers named at once, at most. */
    private static final int MAX_NAMED = 200;

    private static final String POOLS = """
            SELECT js.pool FROM trawl.job_source js JOIN trawl.job j USING (job_id) WHERE j.state <= 4
             UNION SELECT pool FROM trawl.worker_lease WHERE NOT closed AND lease_until >= {{now}}
             UNION SELECT pool FROM trawl.source WHERE pool IS NOT NULL
             ORDER BY 1 LIMIT :limit
            """;
    private static final String OFFERED = """
            SELECT js.pool, count(*) AS n, extract(epoch FROM {{now}} - min(t.since)) AS age
              FROM trawl.task t JOIN trawl.job_source js ON js.job_id = t.job_id AND js.source = t.source
             WHERE t.place = 2 AND t.state = 2 AND t.since < {{now}} - :bound_ms * interval '1 ms'
             GROUP BY js.pool ORDER BY js.pool LIMIT :limit
            """;
    private static final String ORPHANED = """
            SELECT w.name, count(*) AS n
              FROM trawl.task t JOIN trawl.worker_lease w ON w.worker = t.worker
             WHERE t.place = 2 AND t.state IN (3, 4) AND (w.closed OR w.lease_until < {{now}})
             GROUP BY w.name ORDER BY w.name LIMIT :limit
            """;
    private static final String SILENT = """
            SELECT t.job_id, p.name, count(*) AS n
              FROM trawl.task t JOIN trawl.job_phase p ON p.job_id = t.job_id AND p.phase = t.phase
             WHERE t.place = 2 AND t.state = 3 AND t.since < {{now}} - p.stall_ns / 1000 * interval '1 microsecond'
               AND NOT EXISTS (SELECT FROM trawl.chunk c
                                WHERE c.bucket = t.bucket AND c.job_id = t.job_id AND c.phase = t.phase
                                  AND c.source = t.source AND c.task_id = t.task_id
                                  AND c.accepted_at >= {{now}} - p.stall_ns / 1000 * interval '1 microsecond')
             GROUP BY t.job_id, p.name ORDER BY t.job_id, p.name LIMIT :limit
            """;
    private static final String UNSCHEDULED = """
            SELECT c.job_id, p.name, count(*) AS n, extract(epoch FROM {{now}} - min(c.accepted_at)) AS age
              FROM trawl.job j
              JOIN trawl.phase_counter n ON n.job_id = j.job_id AND n.unscheduled > 0
              JOIN trawl.job_phase p ON p.job_id = n.job_id AND p.phase = n.phase + 1
              JOIN trawl.chunk c ON c.job_id = n.job_id AND c.phase = n.phase AND c.source = n.source
               AND c.bucket = j.bucket AND c.scheduled_upto < c.records
               AND c.accepted_at < {{now}} - :bound_ms * interval '1 ms'
             WHERE j.state IN (2, 3) AND j.overrun IS NULL AND (NOT p.barrier OR %s)
             GROUP BY c.job_id, p.name ORDER BY c.job_id, p.name LIMIT :limit
            """.formatted(BarrierSql.RELEASED);

    private final Database database;

    public StandstillQuery(DataSource dataSource) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
    }

    /** Pools of jobs that have not ended, of registered sources and of live workers; in order. Quick enough for every few seconds. */
    public List<String> pools() {
        return database.read(this::pools);
    }

    private List<String> pools(Handle handle) {
        return query(handle, POOLS, Duration.ZERO, row -> Code.text(row, "pool"));
    }

    /**
     * @param offered how long a packet may wait for its start
     * @param unscheduled how long a chunk may wait for its task
     */
    public Standstill look(Duration offered, Duration unscheduled) {
        return database.read(handle -> new Standstill(
                pools(handle),
                query(handle, OFFERED, offered, row -> new Offered(Code.text(row, "pool"), row.getLong("n"), age(row))),
                query(handle, ORPHANED, Duration.ZERO, row -> new Orphaned(Code.text(row, "name"), row.getLong("n"))),
                query(
                        handle,
                        SILENT,
                        Duration.ZERO,
                        row -> new Silent(
                                row.getObject("job_id", UUID.class), Code.text(row, "name"), row.getLong("n"))),
                query(
                        handle,
                        UNSCHEDULED,
                        unscheduled,
                        row -> new Unscheduled(
                                row.getObject("job_id", UUID.class),
                                Code.text(row, "name"),
                                row.getLong("n"),
                                age(row)))));
    }

    /** One row of an answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(Handle handle, String sql, Duration bound, Reading<T> reading) {
        var query = handle.createQuery(database.sql(sql)).bind("limit", MAX_NAMED);
        if (sql.contains(":bound_ms")) {
            query.bind("bound_ms", bound.toMillis());
        }
        return query.map((row, context) -> reading.of(row)).list();
    }

    private static Duration age(ResultSet row) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble("age") * 1_000));
    }
}
