package io.trawl.orchestrator.ledger;

import java.util.UUID;

/** A chunk under its lock. {@code phase} is the one that produced it. */
record ChunkRow(int bucket, long chunkId, UUID jobId, int phase, String source, int records, int scheduledUpTo) {
    boolean unscheduled() {
        return scheduledUpTo < records;
    }

    ChunkRow scheduled(int upTo) {
        return new ChunkRow(bucket, chunkId, jobId, phase, source, records, Math.max(upTo, scheduledUpTo));
    }
}
