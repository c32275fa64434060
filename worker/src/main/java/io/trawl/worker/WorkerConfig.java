package io.trawl.worker;

import io.trawl.schemas.SourceSpec;
import java.time.Duration;

/**
 * How a worker runs.
 *
 * @param name stable over restarts
 * @param slots attempts at the same time, 1 to 10,000
 * @param chunkInterval a chunk with news is cut at the first safe place after this time: what a lost attempt costs at most
 * @param drain how long running attempts get to let go at shutdown
 */
public record WorkerConfig(String name, String pool, int slots, Duration chunkInterval, Duration drain) {
    public static final int MAX_SLOTS = 10_000;

    public WorkerConfig {
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("A worker needs 1 to " + MAX_SLOTS + " threads, got " + slots
                    + "; correct trawl.worker.in_process_thread_count.");
        }
    }

    public static WorkerConfig inProcess(String name, int slots) {
        return new WorkerConfig(name, SourceSpec.DEFAULT_POOL, slots, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
}
