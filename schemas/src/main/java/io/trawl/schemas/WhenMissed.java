package io.trawl.schemas;

/** What becomes of runs that nobody was there to start. They are written down either way. */
public enum WhenMissed {
    SKIP,
    /** One run now, however many were missed. */
    RUN_ONCE
}
