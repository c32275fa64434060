package io.trawl.engine.workload;

import org.jspecify.annotations.Nullable;

/** Processes the records of one attempt, one after the other, on one thread. */
public interface PhaseHandler extends AutoCloseable {
    /**
     * Processes one record. What it emits counts only together with the checkpoint that follows; an attempt that is
     * lost goes on from there, and the same calls may be made again.
     *
     * @param cursor null for the start of the record, else the last {@link Output#checkpoint} that was accepted
     * @return the outcome of this record
     * @throws AttemptStopped passed on from {@code output}; do not catch it
     * @throws Exception a failure of the handler: retried with backoff, then the task is split down to the record
     *     that cannot be processed, which is quarantined. A source's own refusal (file gone, access denied) is an
     *     outcome, not an exception.
     */
    RecordOutcome process(Record record, @Nullable String cursor, Output output) throws Exception;

    @Override
    default void close() throws Exception {}
}
