package io.trawl.engine.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The traces of the jobs that this process had to do with last. A job's trace never changes; one that is not known here
 * is left out of headers and logs, and nothing else depends on it. Thread-safe.
 */
public final class JobTraces {
    static final int CAPACITY = 10_000;

    private final Map<UUID, TraceContext> byJob = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, TraceContext> eldest) {
            return size() > CAPACITY;
        }
    };

    /** @param trace null, as jobs have that were submitted before traces were kept, changes nothing */
    public void learn(UUID job, @Nullable TraceContext trace) {
        if (trace != null) {
            synchronized (byJob) {
                byJob.put(job, trace);
            }
        }
    }

    public Optional<TraceContext> find(UUID job) {
        synchronized (byJob) {
            return Optional.ofNullable(byJob.get(job));
        }
    }

    /** What goes into the header of a message about the job; null when its trace is not known. */
    public @Nullable String header(UUID job) {
        return find(job).map(TraceContext::text).orElse(null);
    }
}
