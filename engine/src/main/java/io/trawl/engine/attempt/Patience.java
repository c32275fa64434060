package io.trawl.engine.attempt;

/** What an attempt does when it has to wait: for an unavailable ledger, or for room among unacknowledged reports. */
public interface Patience {
    /**
     * Waits a little, longer with each try.
     *
     * @param tries how often this wait was asked for in a row, from 1
     * @throws io.trawl.engine.workload.AttemptStopped when it is no use to go on
     */
    void pause(int tries);

    /** Waits so long, or a little less: the caller looks at the clock. */
    default void rest(long millis) {
        pause(1);
    }
}
