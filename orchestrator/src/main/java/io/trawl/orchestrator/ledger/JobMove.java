package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.schemas.Event;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Moves a job's tasks from one state to another under its exclusive lock, counted and told. */
final class JobMove {
    /** Fences all that runs; it stays in the budget until its worker has let go. */
    static final String ABORT = """
            UPDATE trawl.task t SET state = 4, since = {{now}}
             WHERE t.job_id = :job AND t.place = 2 AND t.state = 3
            RETURNING t.task_id, t.attempt, t.phase, t.source
            """;

    private final Handle handle;
    private final UUID job;
    private final CounterDeltas deltas = new CounterDeltas();
    private final List<Event> events = new ArrayList<>();

    JobMove(Handle handle, UUID job) {
        this.handle = handle;
        this.job = job;
    }

    /** @param sql returns task_id, attempt, phase and source of the rows it moved; returns how many */
    int all(String sql, TaskState from, TaskState to, int limit) {
        List<Event> moved = handle.createQuery(sql)
                .bind("job", job)
                .bind("state", Code.of(from))
                .bind("limit", limit)
                .map((row, context) -> {
                    deltas.move(new CounterKey(job, row.getInt("phase"), Code.text(row, "source")), from, to);
                    return (Event) new Event.TaskEnded(job, row.getLong("task_id"), row.getInt("attempt"), to);
                })
                .list();
        events.addAll(moved);
        return moved.size();
    }

    CounterDeltas deltas() {
        return deltas;
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}
