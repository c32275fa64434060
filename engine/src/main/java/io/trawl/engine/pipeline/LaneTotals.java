package io.trawl.engine.pipeline;

import io.trawl.schemas.BatchPolicy;

/**
 * What a lane holds.
 *
 * @param since when the oldest of it arrived, milliseconds of the host's clock
 */
public record LaneTotals(int chunks, long records, long weight, long since, BatchPolicy batch, boolean barrier) {
    boolean full() {
        return records >= batch.maxRecords() || weight >= batch.maxWeight() || chunks >= Pipeliner.MAX_RANGES_PER_TASK;
    }

    boolean lingered(long now) {
        return records > 0 && now - since >= batch.linger().toMillis();
    }

    LaneTotals released() {
        return new LaneTotals(chunks, records, weight, since, batch, false);
    }

    LaneTotals plus(PendingChunk chunk, long now) {
        return new LaneTotals(
                chunks + 1,
                records + chunk.left(),
                weight + chunk.weightLeft(),
                records == 0 ? now : since,
                batch,
                barrier);
    }

    LaneTotals minus(int wholeChunks, long takenRecords, long takenWeight, long now) {
        return new LaneTotals(
                chunks - wholeChunks, records - takenRecords, Math.max(0, weight - takenWeight), now, batch, barrier);
    }
}
