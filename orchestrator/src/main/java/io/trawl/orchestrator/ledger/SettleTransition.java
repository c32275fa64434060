package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.schemas.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends further tasks of CANCELLING jobs, and jobs of which nothing is left. Each job is a transaction of its own. */
final class SettleTransition {
    private static final String FIND = """
            SELECT j.job_id, j.state FROM trawl.job j
             WHERE j.state = 4
                OR j.state IN (2, 3) AND NOT EXISTS (
                     SELECT FROM trawl.phase_counter c
                      WHERE c.job_id = j.job_id
                        AND (c.pending + c.assigned + c.running + c.aborting > 0 OR c.unscheduled > 0))
             ORDER BY j.created_at, j.job_id
             LIMIT :limit
            """;

    private final Database database;
    private final CancelTransition cancel;
    private final Completion completion;

    SettleTransition(Database database, CancelTransition cancel, Completion completion) {
        this.database = database;
        this.cancel = cancel;
        this.completion = completion;
    }

    /** A job that may have something to settle. */
    private record Found(UUID jobId, boolean cancelling) {}

    Reconciled settle(int limit) {
        List<Found> found = database.read(handle -> handle.createQuery(FIND)
                .bind("limit", limit)
                .map((row, context) -> new Found(row.getObject("job_id", UUID.class), row.getInt("state") == 4))
                .list());
        List<Event> events = new ArrayList<>();
        int rows = 0;
        for (Found job : found) {
            Effect effect = job.cancelling() && rows < limit ? cancel.settle(job.jobId(), limit - rows) : Effect.NONE;
            List<Event> ended = completion.follow(Set.of(job.jobId()));
            events.addAll(effect.events());
            events.addAll(ended);
            rows += effect.rows() + ended.size();
        }
        return new Reconciled(rows, List.copyOf(events));
    }
}
