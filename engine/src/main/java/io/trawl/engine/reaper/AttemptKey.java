package io.trawl.engine.reaper;

import java.util.Comparator;

/** One attempt of a task. */
public record AttemptKey(long taskId, int attempt) implements Comparable<AttemptKey> {
    private static final Comparator<AttemptKey> ORDER =
            Comparator.comparingLong(AttemptKey::taskId).thenComparingInt(AttemptKey::attempt);

    @Override
    public int compareTo(AttemptKey other) {
        return ORDER.compare(this, other);
    }
}
