package io.trawl.worker;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.WorkerLedger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Asks ahead for those that will be needed when a start is answered, and does not wait for them. */
    void fetch(Collection<UUID> jobIds) {
        List<UUID> unknown =
                jobIds.stream().distinct().filter(job -> known(job).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            Thread.ofVirtual().name("trawl-specs").start(() -> unknown.forEach(this::findIfAnswered));
        }
    }

    private void findIfAnswered(UUID jobId) {
        try {
            find(jobId);
        } catch (LedgerUnavailable e) {
            // Nobody waits: who needs it asks again.
            return;
        }
    }

    private Optional<JobSpec> known(UUID jobId) {
        synchronized (cache) {
            return Optional.ofNullable(cache.get(jobId));
        }
    }

    Optional<JobSpec> find(UUID jobId) {
        Optional<JobSpec> known = known(jobId);
        if (known.isPresent()) {
            return known;
        }
        Optional<JobSpec> found = ledger.spec(jobId);
        synchronized (cache) {
            found.ifPresent(spec -> cache.put(jobId, spec));
        }
        return found;
    }
}
