package io.trawl.streams;

import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one rule of the ledger that a wild pipeliner meets: a range is scheduled only where the scheduled part of its chunk
 * ends, a task as a whole or not at all.
 */
final class ScheduledRecords {
    private static final String SOURCE = "s";

    private final UUID job;
    private final int recordsPerChunk;
    /** Records of each chunk that belong to a task. */
    private final ConcurrentMap<Long, Integer> scheduled = new ConcurrentHashMap<>();

    private final AtomicInteger tasks = new AtomicInteger();

    ScheduledRecords(UUID job, int chunks, int recordsPerChunk) {
        this.job = job;
        this.recordsPerChunk = recordsPerChunk;
        for (long chunk = 1; chunk <= chunks; chunk++) {
            scheduled.put(chunk, 0);
        }
    }

    synchronized void on(List<Command> commands) {
        for (Command command : commands) {
            if (command instanceof Command.Schedule schedule && fits(schedule.ranges())) {
                schedule.ranges().forEach(range -> scheduled.put(range.chunkId(), range.to()));
                tasks.incrementAndGet();
            }
        }
    }

    private boolean fits(List<InputRange> ranges) {
        return ranges.stream().allMatch(range -> scheduled.get(range.chunkId()) == range.from());
    }

    /** What the reconciler says of chunks that have stood for too long. */
    List<Event> announcements() {
        return scheduled.entrySet().stream()
                .filter(chunk -> chunk.getValue() < recordsPerChunk)
                .map(chunk ->
                        PipelinedTopics.chunk(job, chunk.getKey(), SOURCE, chunk.getValue(), recordsPerChunk, false))
                .toList();
    }

    int tasks() {
        return tasks.get();
    }

    int records() {
        return scheduled.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean complete() {
        return records() == scheduled.size() * recordsPerChunk;
    }
}
