package io.trawl.engine.pipeline;

import io.trawl.schemas.BatchPolicy;

/**
 * What a lane holds.
 *
 * @param head no chunk of it has a smaller number; a store that is read from there on need not pass what was taken
 * @param since when the oldest of it arrived, milliseconds of the host's clock
 */
public record LaneTotals(
        int chunks, long records, long weight, long head, long since, BatchPolicy batch, boolean barrier) {
    boolean full() {
        return records >= batch.maxRecords() || weight >= batch.maxWeight() || chunks >= Pipeliner.MAX_RANGES_PER_TASK;
    }

    boolean lingered(long now) {
        return records > 0 && now - since >= batch.linger().toMillis();
    }

    LaneTotals released() {
        return new LaneTotals(chunks, records, weight, head, since, batch, false);
    }

    LaneTotals plus(PendingChunk chunk, long now) {
        return new LaneTotals(
                chunks + 1,
                records + chunk.left(),
                weight + chunk.weightLeft(),
                Math.min(head, chunk.chunkId()),
                records == 0 ? now : since,
                batch,
                barrier);
    }

    LaneTotals minus(int wholeChunks, long takenRecords, long takenWeight, long now) {
        return new LaneTotals(
                chunks - wholeChunks,
                records - takenRecords,
                Math.max(0, weight - takenWeight),
                head,
                now,
                batch,
                barrier);
    }

    /** The same, where it counts the chunk already, which is in its lane for sure. */
    LaneTotals atLeast(PendingChunk chunk, long now) {
        return new LaneTotals(
                Math.max(chunks, 1),
                Math.max(records, chunk.left()),
                Math.max(weight, chunk.weightLeft()),
                Math.min(head, chunk.chunkId()),
                records <= 0 ? now : since,
                batch,
                barrier);
    }

    LaneTotals from(long newHead) {
        return new LaneTotals(chunks, records, weight, newHead, since, batch, barrier);
    }
}
