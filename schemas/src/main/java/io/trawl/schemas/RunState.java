package io.trawl.schemas;

/** How a run of a schedule stands. Only the first one changes. */
public enum RunState {
    /** Starts as soon as nothing else of its schedule is at work. */
    WAITING,
    STARTED,
    /** The overlap policy left it out. */
    SKIPPED,
    /** Nobody was there to start it in time. */
    MISSED,
    /** The job was not taken, for example since a source is not registered any more. */
    REFUSED
}
