package io.trawl.federation;

import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The jobs of a simulated site. */
final class SimulatedStore {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, SimulatedJob> jobs = new LinkedHashMap<>();
    private final Map<String, UUID> byKey = new LinkedHashMap<>();
    private int begun;
    private long wakes;
    private long epoch = 1;
    private UUID epochId = UUID.randomUUID();

    /** What a backup holds. */
    record Backup(Map<UUID, SimulatedJob> jobs, Map<String, UUID> byKey, long epoch) {}

    /** @param job null when the key was used for something else */
    record Begun(SimulatedJob job, boolean created) {}

    record Epoch(long number, UUID id) {}

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    Epoch epoch() {
        return locked(() -> new Epoch(epoch, epochId));
    }

    int begun() {
        return locked(() -> begun);
    }

    Begun begin(String key, JobRequest request) {
        return locked(() -> {
            UUID known = byKey.get(key);
            if (known != null) {
                SimulatedJob job = jobs.get(known);
                return new Begun(text(job.request).equals(text(request)) ? job : null, false);
            }
            SimulatedJob job = new SimulatedJob(UUID.randomUUID(), request);
            byKey.put(key, job.id);
            jobs.put(job.id, job);
            begun++;
            changed.signalAll();
            return new Begun(job, true);
        });
    }

    private static String text(JobRequest request) {
        return Json.mapper().writeValueAsString(request);
    }

    /** Changes a job, and whoever waits for news of it hears of it. */
    void move(UUID id, Consumer<SimulatedJob> move) {
        locked(() -> {
            move.accept(jobs.get(id));
            changed.signalAll();
            return id;
        });
    }

    void moveAll(Consumer<SimulatedJob> move) {
        locked(() -> {
            jobs.values().forEach(move);
            changed.signalAll();
            return epoch;
        });
    }

    <T> Optional<T> read(UUID id, Function<SimulatedJob, T> reading) {
        return locked(() -> Optional.ofNullable(jobs.get(id)).map(reading));
    }

    List<UUID> ids() {
        return locked(() -> new ArrayList<>(jobs.keySet()));
    }

    /** Answers when one of these has another version, or is not there, or the wait is over. */
    <T> List<T> await(Map<UUID, Long> known, Duration wait, Function<SimulatedJob, T> reading)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            long before = wakes;
            while (left > 0 && wakes == before && known.entrySet().stream().allMatch(this::same)) {
                left = changed.awaitNanos(left);
            }
            return known.keySet().stream()
                    .filter(jobs::containsKey)
                    .map(id -> reading.apply(jobs.get(id)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private boolean same(Map.Entry<UUID, Long> known) {
        SimulatedJob job = jobs.get(known.getKey());
        return job != null && job.version == known.getValue();
    }

    Backup backup() {
        return locked(() -> {
            Map<UUID, SimulatedJob> copies = new LinkedHashMap<>();
            jobs.forEach((id, job) -> copies.put(id, job.copy()));
            return new Backup(copies, new LinkedHashMap<>(byKey), epoch);
        });
    }

    /** What is there is as it was; the epoch has the number that was next then, and an id of its own. */
    void restore(Backup backup, long number) {
        locked(() -> {
            jobs.clear();
            byKey.clear();
            backup.jobs().forEach((id, job) -> jobs.put(id, job.copy()));
            byKey.putAll(backup.byKey());
            epoch = number;
            epochId = UUID.randomUUID();
            changed.signalAll();
            return epoch;
        });
    }

    /** Whoever waits gets an answer now. */
    void wake() {
        locked(() -> {
            wakes++;
            changed.signalAll();
            return wakes;
        });
    }
}
