package io.trawl.discovery.source;

import io.trawl.schemas.Outcome;

/** Hears how a table is cut. */
public interface Cuts {
    /**
     * @param slice for the source: finds the rows again; holds no value of the table
     * @param label tells the slice from its neighbours, for people; empty when there is but one
     * @param weight bytes, about
     * @param cursor goes on right after this slice
     */
    void slice(String slice, String label, long weight, String cursor);

    /** A column that will not be read, and why. */
    void left(Outcome outcome, String reason, String column);

    /** Asks whether to go on. */
    void busy();

    /** Whether to let go; may be asked by any thread. */
    boolean stopped();
}
