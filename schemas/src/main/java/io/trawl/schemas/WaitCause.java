package io.trawl.schemas;

/** Why tasks have not started. */
public enum WaitCause {
    /** Their job is PENDING still. */
    NOT_ADMITTED,
    /** Their job is PAUSED. */
    PAUSED,
    /** Their job is being cancelled. */
    CANCELLING,
    /** Their job has passed a limit of its own and is coming to its end. */
    LIMIT_PASSED,
    /** They failed before, and the next try is spaced out. */
    BACKOFF,
    /** The time windows of their source. */
    OUTSIDE_WINDOW,
    /** Their source bears no more attempts at a time. */
    SOURCE_BUDGET,
    /** Their job's own limit of tasks at a time. */
    JOB_LIMIT,
    /** No live worker serves their pool. */
    NO_WORKER,
    /** All slots of their pool are taken, by their own job alone. */
    NO_FREE_SLOT,
    /** The slots of their pool are shared with other jobs. */
    FAIR_SHARE,
    /** A task that must run alone goes first. */
    SOLO
}
