package io.trawl.engine.orchestration;

/** Hears what the loops do, for metrics. Called on hot paths by many threads: quick, never throwing. */
public interface EngineListener {
    EngineListener NONE = new EngineListener() {};

    /** A task was started by a worker of this process, {@code waitedMillis} after it was due. */
    default void started(String pool, long waitedMillis) {}

    /**
     * A handler of this process was given a record and came back, whether or not its attempt counts in the end: what
     * exceeds the receipt was done again after a loss.
     */
    default void handled(String phase) {}

    /** Reports were taken by the ledger. */
    default void accepted(int reports) {}

    /** Reports of attempts that no longer count. */
    default void fenced(int reports) {}

    /** Attempts lost or taken back: {@code lease}, {@code redispatch}, {@code undeliverable}. */
    default void lost(String cause, int attempts) {}

    /** Messages a full queue did not take; the reconciler heals what they carried. */
    default void dropped(String channel, int messages) {}

    /** Rows the reconciler announced or moved. */
    default void reconciled(String what, int rows) {}

    /** One call of the ledger. {@code failed} when it was unavailable. */
    default void ledgerCall(String operation, long nanos, boolean failed) {}

    /**
     * A source that has become slow was answered with a rest, or no longer needs one.
     *
     * @param percent the rest after each answer, in percent of the time the answer took
     */
    default void paced(String source, int percent, long restMillis) {}
}
