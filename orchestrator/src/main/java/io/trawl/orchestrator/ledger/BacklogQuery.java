package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.window.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's picture, by counters: what waits is due unless the index knows of a task that is not, or is to run
 * alone. Only then the head of the index is counted.
 */
final class BacklogQuery {
    private static final String GROUPS = """
            SELECT j.job_id, c.phase, c.source, j.tenant, js.pool, j.state = 2 AND j.overrun IS NULL AS claimable, j.priority, j.job_limit, s.budget, c.pending,
                   c.assigned + c.running + c.aborting AS in_flight, c.running, due.n AS due, solo.due AS solo_due,
                   later.due_at AS next_due, {{now}} AS now,
                   EXISTS (SELECT FROM trawl.task t WHERE t.job_id = c.job_id AND t.phase = c.phase
                             AND t.source = c.source AND t.solo AND t.place = 2) AS solo_in_flight
              FROM trawl.job j
              JOIN trawl.phase_counter c ON c.job_id = j.job_id
               AND c.pending + c.assigned + c.running + c.aborting > 0
              JOIN trawl.job_source js ON js.job_id = c.job_id AND js.source = c.source
              JOIN trawl.source s ON s.tenant = j.tenant AND s.source_id = c.source
             CROSS JOIN LATERAL (
               SELECT EXISTS (
                 SELECT FROM trawl.task t
                  WHERE t.job_id = c.job_id AND t.phase = c.phase AND t.source = c.source AND t.solo
                    AND t.place = 1 AND t.due_at <= {{now}}) AS due) solo
             CROSS JOIN LATERAL (
               SELECT min(n.due_at) AS due_at FROM unnest(ARRAY[false, true]) AS f(solo)
                CROSS JOIN LATERAL (
                  SELECT t.due_at FROM trawl.task t
                   WHERE t.job_id = c.job_id AND t.phase = c.phase AND t.source = c.source AND t.solo = f.solo
                     AND t.place = 1 AND t.due_at > {{now}}
                   ORDER BY t.due_at LIMIT 1) n) later
             CROSS JOIN LATERAL (
               SELECT CASE WHEN NOT solo.due AND later.due_at IS NULL THEN least(c.pending, :due_limit) ELSE (
                 SELECT count(*) FROM (
                   SELECT FROM trawl.task t
                    WHERE t.job_id = c.job_id AND t.phase = c.phase AND t.source = c.source AND NOT t.solo
                      AND t.place = 1 AND t.due_at <= {{now}}
                    LIMIT :due_limit) d) END AS n) due
             WHERE j.state IN (2, 3, 4)
             ORDER BY j.created_at, j.job_id, c.phase, c.source
            """;
    private static final String POOLS = """
            SELECT pool, sum(slots) AS slots, count(*) AS workers FROM trawl.worker_lease
             WHERE NOT closed AND lease_until >= {{now}}
             GROUP BY pool ORDER BY pool
            """;

    private static final String OPENINGS = """
            SELECT s.tenant, s.source_id, s.windows
              FROM trawl.source s
             WHERE s.windows <> '{}'
               AND EXISTS (SELECT FROM trawl.job j JOIN trawl.job_source js USING (job_id)
                            WHERE j.tenant = s.tenant AND js.source = s.source_id AND j.state IN (2, 3, 4))
            """;

    private final Database database;
    private final String openings;
    private final String groups;
    private final String pools;

    BacklogQuery(Database database) {
        this.database = database;
        this.groups = database.sql(GROUPS);
        this.pools = database.sql(POOLS);
        this.openings = database.sql(OPENINGS);
    }

    Backlog backlog(int dueLimit) {
        return database.read(handle -> {
            // With no group nothing is judged by the time.
            Instant[] now = {Instant.EPOCH};
            List<Group> waiting = handle.createQuery(groups)
                    .bind("due_limit", dueLimit)
                    .map((row, context) -> {
                        now[0] = Objects.requireNonNull(instant(row, "now"));
                        return group(row);
                    })
                    .list();
            List<Pool> live = handle.createQuery(pools)
                    .map((row, context) -> new Pool(Code.text(row, "pool"), row.getInt("slots"), row.getInt("workers")))
                    .list();
            List<Opening> limited = handle.createQuery(openings)
                    .map((row, context) -> opening(row))
                    .list();
            return new Backlog(waiting, live, limited, now[0]);
        });
    }

    private static Opening opening(ResultSet row) throws SQLException {
        String[] windows = (String[]) row.getArray("windows").getArray();
        return new Opening(
                Code.text(row, "tenant"),
                Code.text(row, "source_id"),
                Stream.of(windows).map(TimeWindow::parse).toList());
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                new GroupKey(row.getObject("job_id", UUID.class), row.getInt("phase"), Code.text(row, "source")),
                Code.text(row, "tenant"),
                Code.text(row, "pool"),
                row.getBoolean("claimable"),
                row.getInt("priority"),
                row.getObject("job_limit", Integer.class),
                row.getInt("budget"),
                row.getLong("pending"),
                row.getInt("due"),
                row.getBoolean("solo_due"),
                instant(row, "next_due"),
                row.getInt("in_flight"),
                row.getInt("running"),
                row.getBoolean("solo_in_flight"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
