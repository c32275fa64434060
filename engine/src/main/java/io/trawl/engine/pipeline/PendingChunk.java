package io.trawl.engine.pipeline;

/** A chunk whose records {@code [from, records)} are not yet in a task; {@code weight} is that of all its records. */
public record PendingChunk(long chunkId, int from, int records, long weight) {
    int left() {
        return records - from;
    }

    long weightLeft() {
        return weightOf(left());
    }

    /** Weights of single records are not known here: each counts the average of its chunk. */
    long weightOf(int count) {
        return weight * count / records;
    }

    PendingChunk after(int taken) {
        return new PendingChunk(chunkId, from + taken, records, weight);
    }
}
