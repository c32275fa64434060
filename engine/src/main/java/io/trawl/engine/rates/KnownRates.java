package io.trawl.engine.rates;

import io.trawl.schemas.Event;
import io.trawl.schemas.Event.PhaseRate;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.Throughput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The newest rates that were told of each job, and what follows from them for its status. Safe for many threads. */
public final class KnownRates {
    /** Older ones are unknown: whoever told them is gone. */
    public static final Duration MAX_AGE = Duration.ofSeconds(30);

    static final int MAX_JOBS = 10_000;

    private record Told(Event.JobRate rate, long at) {}

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** In order of the last word: where there are too many, the one that was heard of longest ago goes. */
    private final Map<UUID, Told> newest = new LinkedHashMap<>(16, 0.75f, true);

    public KnownRates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** All facts may be given; those that are no rates, and no ends of jobs, are passed over. */
    public void on(List<Event> events) {
        long now = nanoTime.getAsLong();
        lock.lock();
        try {
            for (Event event : events) {
                if (event instanceof Event.JobRate rate) {
                    newest.put(rate.jobId(), new Told(rate, now));
                    dropOldest();
                } else if (event instanceof Event.JobEnded ended) {
                    newest.remove(ended.jobId());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        if (newest.size() > MAX_JOBS) {
            Iterator<UUID> oldest = newest.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private Map<Integer, Throughput> of(UUID jobId) {
        lock.lock();
        try {
            Told told = newest.get(jobId);
            if (told == null || nanoTime.getAsLong() - told.at() > MAX_AGE.toNanos()) {
                return Map.of();
            }
            Map<Integer, Throughput> byPhase = new HashMap<>();
            for (PhaseRate phase : told.rate().phases()) {
                byPhase.put(phase.phase(), phase.throughput());
            }
            return byPhase;
        } finally {
            lock.unlock();
        }
    }

    /** The status with the throughput of the phases under way, and the time that is left. As it is where nothing is known. */
    public JobStatus fill(JobStatus status) {
        Map<Integer, Throughput> rates = status.state().terminal() ? Map.of() : of(status.jobId());
        if (rates.isEmpty()) {
            return status;
        }
        List<PhaseStatus> phases = new ArrayList<>();
        for (int number = 0; number < status.phases().size(); number++) {
            PhaseStatus phase = status.phases().get(number);
            Throughput rate = rates.get(number);
            phases.add(rate == null || phase.state().equals(Eta.DONE) ? phase : phase.at(rate));
        }
        return status.measured(phases, Eta.seconds(status.state(), phases));
    }
}
