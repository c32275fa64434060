package io.trawl.engine.simulation;

/** What goes wrong, and how often per opportunity in a run of ordinary wildness. */
enum Fault {
    MESSAGE_LOST(0.05),
    MESSAGE_DOUBLED(0.06),
    MESSAGE_LATE(0.08),
    /** The transport is full: a sender is told that the rest was not taken. */
    MESSAGE_REFUSED(0.01),
    TRANSPORT_WIPED(0.006),

    /** The ledger was not reached. */
    CALL_LOST(0.015),
    /** The ledger did what was asked, and the answer was lost. */
    ANSWER_LOST(0.015),
    /** Rows arrive in staging long after their sender gave the call up. */
    COPY_LATE(0.06),

    WORKER_CRASHED(0.0015),
    /** The process stands still and goes on later exactly where it was. */
    WORKER_FROZEN(0.0015),
    WORKER_DRAINED(0.006),
    /** A read of the source does not return for a long time; the rest of the process lives on. */
    HANDLER_HUNG(0.008),
    /** Time passes in the middle of a record. */
    HANDLER_SLOW(0.05),

    ORCHESTRATOR_CRASHED(0.0006),
    ORCHESTRATOR_FROZEN(0.001),
    /** Death between the commit of a claim and the sending of its packets. */
    DIED_BEFORE_SENDING(0.01),
    LEADER_DEPOSED(0.01),

    /** A process between two of its calls; counted as what was frozen too. */
    FROZEN_IDLY(0.01),

    STREAMS_PAUSED(0.01),
    STREAMS_WIPED(0.01),

    /** A worker's own clock said that its lease had run out. */
    LEASE_RAN_OUT(0),
    /** A job passed a limit of its own, or more of it was wound down. */
    LIMIT_PASSED(0),
    RECORD_FAILED(0),
    RECORD_KILLED_WORKER(0);

    private final double chance;

    Fault(double chance) {
        this.chance = chance;
    }

    /** Per opportunity; zero for what follows from other faults and is only counted. */
    double chance() {
        return chance;
    }
}
