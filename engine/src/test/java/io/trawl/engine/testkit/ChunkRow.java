package io.trawl.engine.testkit;

import java.util.UUID;

/** An accepted chunk. */
final class ChunkRow {
    final long id;
    final JobRow job;
    /** That produced it; -1 for the root of a source. */
    final int phase;

    final String source;
    final StageKey key;
    final int records;
    final long weight;
    final long acceptedAt;
    /** Records before this one are inputs of a task of the next phase. */
    int scheduledUpTo;

    ChunkRow(long id, JobRow job, Origin origin, int records, long weight, long acceptedAt) {
        this.id = id;
        this.job = job;
        this.phase = origin.phase();
        this.source = origin.source();
        this.key = origin.key();
        this.records = records;
        this.weight = weight;
        this.acceptedAt = acceptedAt;
    }

    boolean consumable() {
        return records > 0 && !job.spec.isLastPhase(phase);
    }

    boolean unscheduled() {
        return consumable() && scheduledUpTo < records;
    }

    /** Where a chunk came from. */
    record Origin(int phase, String source, StageKey key) {}

    /** Under which its rows are staged. */
    record StageKey(long taskId, int attempt, UUID execution, int seq) {}
}
