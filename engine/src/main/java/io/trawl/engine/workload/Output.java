package io.trawl.engine.workload;

import io.trawl.schemas.Outcome;

/**
 * Where a handler puts what it finds. Every call may throw {@link AttemptStopped}: the attempt no longer counts.
 */
public interface Output {
    /** Most records, results and notes between two checkpoints; more is a failure of the handler. */
    int MAX_UNCHECKPOINTED = 5_000;

    /** A record for the next phase; refused in the last one. */
    void emit(Record record);

    /**
     * A part of a result. Totals are kept per kind, and per subkind if it has one: a job has few of both.
     *
     * @param kind a word, for example {@code finding}, or two, for example {@code finding/iban}: its kind and subkind
     * @param key parts of the same kind and key are folded by the workload's merge; all of them have the same subkind; at
     *     most 8,192 characters
     * @param body JSON, at most 65,536 characters; no raw value read from a source
     */
    void publish(String kind, String key, String body);

    /**
     * Something found here that gets no record of its own, with its outcome (SKIPPED, FAILED or EXCLUDED): it counts
     * as discovered in this phase and is listed by name.
     */
    void note(Outcome outcome, String reason, String name);

    /**
     * Pays for what is about to be read: returns when the rates of the source allow it, at once when it has none.
     * Small amounts, some ten kilobytes or some hundred rows, keep the flow even.
     */
    default void pay(long bytes, long rows) {}

    /**
     * Tells how long the source took for one answer: a page, a block. Returns when it may be asked again, which is at
     * once unless it has become slow. Nothing of the source is held meanwhile, no transaction and no lock.
     *
     * @param bytes of the answer, about
     */
    default void took(long millis, long bytes) {}

    /** Bytes read from the source since the last call. */
    void read(long bytes);

    /**
     * A safe place inside the record: an attempt that goes on from {@code cursor} will not emit again what was
     * emitted before this call, and will emit all of the rest.
     *
     * @param cursor opaque to the engine, at most 4,096 characters
     */
    void checkpoint(String cursor);

    /** Asks whether to go on; for long stretches without output. Throws {@link AttemptStopped} when not. */
    void heartbeat();

    /**
     * Whether the next call would throw, as far as is known; for threads beside the handler's own, which end a call
     * to a source that would take long.
     */
    default boolean isStopped() {
        return false;
    }
}
