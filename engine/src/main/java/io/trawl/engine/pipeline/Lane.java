package io.trawl.engine.pipeline;

import java.util.Comparator;
import java.util.UUID;

/** What may share a task: records of one job, for one phase, from one source. */
public record Lane(UUID jobId, int phase, String source) implements Comparable<Lane> {
    private static final Comparator<Lane> ORDER =
            Comparator.comparing(Lane::jobId).thenComparingInt(Lane::phase).thenComparing(Lane::source);

    @Override
    public int compareTo(Lane other) {
        return ORDER.compare(this, other);
    }
}
