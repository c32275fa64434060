package io.trawl.engine.ledger;

import io.trawl.schemas.Event;
import java.time.Duration;
import java.util.List;

/** Finds rows that have stood in a state longer than its bound. Each call handles a bounded number. */
public interface ReconcileLedger {
    /** ASSIGNED for longer than the bound → PENDING (or CANCELLED with its job). */
    Reconciled redispatch(Duration bound, int limit);

    /** RUNNING or ABORTING under a lease that has run out, as {@link io.trawl.schemas.Command.LoseWorker} does. */
    Reconciled loseExpired(int limit);

    /** Announces chunks that were accepted longer ago than the bound and are not wholly scheduled. Changes nothing. */
    Reconciled announceUnscheduled(Duration bound, int limit);

    /** Announces attempts that have been RUNNING for longer than the bound. Changes nothing. */
    Reconciled announceRunning(Duration bound, int limit);

    /** Ends further tasks of CANCELLING jobs, and ends jobs whose counters say that nothing is left. */
    Reconciled settle(int limit);

    /** @param rows found, moved or announced; as many as the limit means: call again soon */
    record Reconciled(int rows, List<Event> events) {
        public static final Reconciled NOTHING = new Reconciled(0, List.of());
    }
}
