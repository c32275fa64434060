package io.trawl.worker;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.WorkerLedger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The specs of the jobs seen last; a spec never changes, so it is asked for once. Thread-safe. */
final class JobSpecs {
    private static final int CAPACITY = 1_000;

    private final WorkerLedger ledger;
    private final Map<UUID, JobSpec> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, JobSpec> eldest) {
            return size() > CAPACITY;
        }
    };

    JobSpecs(WorkerLedger ledger) {
        this.ledger = ledger;
    }

    Optional<JobSpec> find(UUID jobId) {
        synchronized (cache) {
            JobSpec known = cache.get(jobId);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<JobSpec> found = ledger.spec(jobId);
        synchronized (cache) {
            found.ifPresent(spec -> cache.put(jobId, spec));
        }
        return found;
    }
}
