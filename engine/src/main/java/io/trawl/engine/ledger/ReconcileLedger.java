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

    /**
     * Winds down RUNNING and PAUSED jobs that have passed a limit of their own. At first: nothing of the job is claimed,
     * started or scheduled any more, running attempts become ABORTING, and records that no task has yet are failed as
     * {@link Overrun#reason()}. Then, a bounded number of tasks per call: what is PENDING or ASSIGNED becomes DEAD, and
     * what it had left is failed alike. With nothing left in flight the job ends as COMPLETED_WITH_GAPS, with one gap
     * per phase and source.
     */
    Reconciled enforceLimits(int limit);

    /** @param rows found, moved or announced; as many as the limit means: call again soon */
    record Reconciled(int rows, List<Event> events) {
        public static final Reconciled NOTHING = new Reconciled(0, List.of());
    }
}
