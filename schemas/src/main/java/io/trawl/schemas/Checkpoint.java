package io.trawl.schemas;

import org.jspecify.annotations.Nullable;

/**
 * How far a task is.
 *
 * @param recordsDone input records with an outcome, from the first one of the task
 * @param cursor the handler's opaque place inside the record in progress, at most 4,096 characters; null at its start
 */
public record Checkpoint(long recordsDone, @Nullable String cursor) {
    public static final int MAX_CURSOR_LENGTH = 4_096;
    public static final Checkpoint START = new Checkpoint(0, null);

    public Checkpoint {
        Checks.atLeast(recordsDone, 0, "checkpoint.records_done");
        if (cursor != null && Checks.longerThan(cursor, MAX_CURSOR_LENGTH)) {
            throw new InvalidField(
                    "checkpoint.cursor",
                    "is longer than " + MAX_CURSOR_LENGTH + " characters; shorten the handler's cursor");
        }
    }
}
