package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** Tells again what may not have been heard. Changes nothing. */
final class Announcements {
    /** Through the counters: chunks that wait behind a standing barrier are not even read. */
    private static final String UNSCHEDULED = """
            SELECT c.job_id, p.phase, c.source, c.chunk_id, c.scheduled_upto, c.records, c.weight,
                   p.max_records, p.max_weight, p.linger_ns, p.barrier
              FROM trawl.job j
              JOIN trawl.phase_counter n ON n.job_id = j.job_id AND n.unscheduled > 0
              JOIN trawl.job_phase p ON p.job_id = n.job_id AND p.phase = n.phase + 1
             CROSS JOIN LATERAL (
               SELECT * FROM trawl.chunk c
                WHERE c.job_id = n.job_id AND c.phase = n.phase AND c.source = n.source AND c.bucket = j.bucket
                  AND c.scheduled_upto < c.records AND c.accepted_at < {{now}} - :bound_ms * interval '1 ms'
                ORDER BY c.accepted_at
                LIMIT :limit) c
             WHERE j.state IN (2, 3) AND (NOT p.barrier OR %s)
             ORDER BY c.accepted_at, c.chunk_id
             LIMIT :limit
            """.formatted(BarrierSql.RELEASED);
    /** In random order: with more than a call can tell, each has its turn in the end. */
    private static final String RUNNING = """
            SELECT t.job_id, t.task_id, t.attempt, t.execution, t.worker, p.stall_ns
              FROM trawl.task t JOIN trawl.job_phase p USING (job_id, phase)
             WHERE t.place = 2 AND t.state = 3 AND t.since < {{now}} - :bound_ms * interval '1 ms'
             ORDER BY random()
             LIMIT :limit
            """;

    private final Database database;
    private final String unscheduled;
    private final String running;

    Announcements(Database database) {
        this.database = database;
        this.unscheduled = database.sql(UNSCHEDULED);
        this.running = database.sql(RUNNING);
    }

    /** A chunk, and whether a barrier that fell stood before it. */
    private record Waiting(Event.ChunkAccepted chunk, boolean released) {}

    Reconciled unscheduled(Duration bound, int limit) {
        List<Waiting> waiting = database.read(handle -> handle.createQuery(unscheduled)
                .bind("bound_ms", bound.toMillis())
                .bind("limit", limit)
                .map(Announcements::waiting)
                .list());
        Set<Event> released = new LinkedHashSet<>();
        List<Event> events = new ArrayList<>();
        for (Waiting one : waiting) {
            events.add(one.chunk());
            if (one.released()) {
                released.add(
                        new Event.PhaseReleased(one.chunk().jobId(), one.chunk().nextPhase()));
            }
        }
        events.addAll(released);
        return new Reconciled(waiting.size(), List.copyOf(events));
    }

    Reconciled running(Duration bound, int limit) {
        List<Event> events = database.read(handle -> handle.createQuery(running)
                .bind("bound_ms", bound.toMillis())
                .bind("limit", limit)
                .map((row, context) -> (Event) new Event.TaskStarted(
                        row.getObject("job_id", UUID.class),
                        row.getLong("task_id"),
                        row.getInt("attempt"),
                        row.getObject("execution", UUID.class),
                        row.getObject("worker", UUID.class),
                        Duration.ofNanos(row.getLong("stall_ns")).toMillis()))
                .list());
        return new Reconciled(events.size(), events);
    }

    private static Waiting waiting(ResultSet row, StatementContext context) throws SQLException {
        Event.ChunkAccepted chunk = new Event.ChunkAccepted(
                row.getObject("job_id", UUID.class),
                row.getInt("phase"),
                Code.text(row, "source"),
                row.getLong("chunk_id"),
                row.getInt("scheduled_upto"),
                row.getInt("records"),
                row.getLong("weight"),
                new BatchPolicy(
                        row.getInt("max_records"),
                        row.getLong("max_weight"),
                        Duration.ofNanos(row.getLong("linger_ns"))),
                false);
        return new Waiting(chunk, row.getBoolean("barrier"));
    }
}
