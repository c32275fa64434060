package io.trawl.engine.pipeline;

import java.util.Comparator;

/** Key of a chunk that waits in a lane. */
public record LaneChunk(Lane lane, long chunkId) implements Comparable<LaneChunk> {
    private static final Comparator<LaneChunk> ORDER =
            Comparator.comparing(LaneChunk::lane).thenComparingLong(LaneChunk::chunkId);

    @Override
    public int compareTo(LaneChunk other) {
        return ORDER.compare(this, other);
    }
}
