package io.trawl.discovery.content;

import org.jspecify.annotations.Nullable;

/**
 * How far an object was read: the entries of its archives that are settled, and the place within the next one. A later
 * attempt walks the same way, and counts, but hands on nothing again.
 */
public final class Resume {
    private final long settledBefore;
    private final long positionBefore;
    private long settled;

    private Resume(long settledBefore, long positionBefore) {
        this.settledBefore = settledBefore;
        this.positionBefore = positionBefore;
    }

    /** @param cursor null for the start, else what {@link #cursor} gave */
    public static Resume from(@Nullable String cursor) {
        if (cursor == null) {
            return new Resume(0, 0);
        }
        int colon = cursor.indexOf(':');
        return new Resume(Long.parseLong(cursor, 0, colon, 10), Long.parseLong(cursor, colon + 1, cursor.length(), 10));
    }

    /** Whether what is read now was settled by an earlier attempt. */
    boolean isPassed() {
        return settled < settledBefore;
    }

    /** Counts one more entry; true when this attempt is the one to tell of it. */
    boolean settle() {
        settled++;
        return settled > settledBefore;
    }

    /** Where to go on in what is read now. */
    long position() {
        return settled == settledBefore ? positionBefore : 0;
    }

    /** Whether an earlier attempt read the beginning of what is read now. */
    public boolean isMidway() {
        return position() > 0;
    }

    /** All before {@code position} of what is read now was handed on. */
    public String cursor(long position) {
        return settled + ":" + position;
    }

    /** All entries so far are settled. */
    public String cursor() {
        return cursor(0);
    }
}
