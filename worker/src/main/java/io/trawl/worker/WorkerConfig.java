package io.trawl.worker;

import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WorkerView;
import java.time.Duration;
import java.util.Map;

/**
 * How a worker runs.
 *
 * @param name stable over restarts
 * @param slots attempts at the same time, 1 to 10,000
 * @param chunkInterval a chunk with news is cut at the first safe place after this time: what a lost attempt costs at most
 * @param drain how long running attempts get to let go at shutdown
 * @param labels for people who look at workers
 */
public record WorkerConfig(
        String name, String pool, int slots, Duration chunkInterval, Duration drain, Map<String, String> labels) {
    public static final int MAX_SLOTS = 10_000;

    public WorkerConfig {
        if (slots < 1 || slots > MAX_SLOTS) {
            throw new IllegalArgumentException("A worker needs 1 to " + MAX_SLOTS + " threads, got " + slots
                    + "; correct trawl.worker.in_process_thread_count.");
        }
        labels = WorkerView.labels(labels);
    }

    /** Without labels. */
    public WorkerConfig(String name, String pool, int slots, Duration chunkInterval, Duration drain) {
        this(name, pool, slots, chunkInterval, drain, Map.of());
    }

    public static WorkerConfig inProcess(String name, int slots) {
        return new WorkerConfig(name, SourceSpec.DEFAULT_POOL, slots, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
}
