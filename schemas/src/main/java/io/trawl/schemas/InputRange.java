package io.trawl.schemas;

/**
 * A run of records of one chunk: {@code from} inclusive, {@code to} exclusive, both from 0.
 */
public record InputRange(long chunkId, int from, int to) {
    public InputRange {
        Checks.atLeast(chunkId, 1, "chunk_id");
        Checks.atLeast(from, 0, "from");
        Checks.atLeast(to, from + 1L, "to");
    }

    public int records() {
        return to - from;
    }
}
