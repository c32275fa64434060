package io.trawl.engine.pipeline;

import java.util.Comparator;
import java.util.UUID;

/** A BARRIER phase that may be scheduled. */
public record Release(UUID jobId, int phase) implements Comparable<Release> {
    private static final Comparator<Release> ORDER =
            Comparator.comparing(Release::jobId).thenComparingInt(Release::phase);

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }
}
