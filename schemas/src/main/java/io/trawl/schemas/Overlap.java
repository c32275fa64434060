package io.trawl.schemas;

/** What becomes of a scheduled run whose time comes while the run before it is still at work. */
public enum Overlap {
    /** It is left out. */
    SKIP,
    /** It starts when the one before has ended. */
    QUEUE,
    /** The one before is cancelled, and when that has ended it starts. */
    CANCEL_PREVIOUS
}
