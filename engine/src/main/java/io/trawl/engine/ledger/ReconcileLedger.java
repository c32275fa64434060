package io.trawl.engine.ledger;

import io.trawl.schemas.Event;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;

/** Finds rows that have stood in a state longer than its bound. Each call handles a bounded number. */
public interface ReconcileLedger {
    /** The reason of a record whose packet no worker could be given, again and again. */
    String PACKET_UNDELIVERABLE = "packet_undeliverable";

    /** The reason of a record under which attempts made no progress, again and again. */
    String STALLED = "stalled";

    /** Packets in one call, at most. */
    int MAX_PACKETS = 1_000;

    /** ASSIGNED for longer than the bound → PENDING (or CANCELLED with its job). */
    Reconciled redispatch(Duration bound, int limit);

    /**
     * Packets that the carrier gave up: it offered each to workers as often as it offers anything, and none of them told
     * what became of it. What is still ASSIGNED with the packet's attempt is lost, and counts as a crash, since that is
     * what keeps a worker from telling: PENDING again, alone at the limit of crashes, then SPLIT or DEAD as
     * {@link #PACKET_UNDELIVERABLE}.
     *
     * @param packets at most {@link #MAX_PACKETS}, with or without some of them twice
     */
    Reconciled undeliverable(List<WorkPacket> packets);

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
