package io.trawl.engine.rates;

import io.trawl.schemas.Event;
import io.trawl.schemas.Event.PhaseRate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How fast jobs go, out of the facts of what was accepted. Soft state in memory alone: lost, it is measured anew. Of a job
 * that moves it tells every two seconds, of one that stands still more seldom, and once more when five minutes have passed
 * without anything; then it forgets it. Not safe for several threads.
 */
public final class RollingRates {
    static final int MAX_JOBS = 1_000;
    static final long TELL_MS = 2_000;
    /** Shorter than {@link KnownRates#MAX_AGE}: a job that stands still is to be seen standing still. */
    static final long TELL_IDLE_MS = 10_000;

    private static final long LOOK_MS = 250;

    /** In order of the last fact: where there are too many, the one that was heard of longest ago goes. */
    private final Map<UUID, Measured> jobs = new LinkedHashMap<>(16, 0.75f, true);

    private long nextLook = Long.MIN_VALUE;

    private static final class Measured {
        final Map<Integer, RollingSums> phases = new TreeMap<>();
        long toldAt;
        boolean news;

        Measured(long now) {
            toldAt = now;
        }

        boolean due(long now) {
            return now - toldAt >= (news ? TELL_MS : TELL_IDLE_MS);
        }
    }

    /** @param now milliseconds, never going back */
    public void on(Event event, long now) {
        switch (event) {
            case Event.PhaseAdvanced advanced -> onAdvanced(advanced, now);
            case Event.JobEnded ended -> jobs.remove(ended.jobId());
            case Event.ChunkAccepted _,
                    Event.TaskStarted _,
                    Event.TaskAdvanced _,
                    Event.TaskEnded _,
                    Event.PhaseReleased _ -> {}
            case Event.JobRate _, Event.WorkerJoined _, Event.WorkerLost _, Event.WorkerStalled _ -> {}
        }
    }

    private void onAdvanced(Event.PhaseAdvanced advanced, long now) {
        if (advanced.phase() >= Event.JobRate.MAX_PHASES) {
            return;
        }
        Measured job = jobs.computeIfAbsent(advanced.jobId(), _ -> new Measured(now));
        job.phases
                .computeIfAbsent(advanced.phase(), _ -> new RollingSums(now))
                .add(advanced.records(), advanced.tasks(), now);
        job.news = true;
        if (jobs.size() > MAX_JOBS) {
            Iterator<UUID> oldest = jobs.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** What to tell now: at most one {@link Event.JobRate} per job. */
    public List<Event> tick(long now) {
        if (now < nextLook) {
            return List.of();
        }
        nextLook = now + LOOK_MS;
        List<Event> rates = new ArrayList<>();
        for (Iterator<Map.Entry<UUID, Measured>> all = jobs.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<UUID, Measured> entry = all.next();
            Measured job = entry.getValue();
            if (job.due(now)) {
                job.toldAt = now;
                job.news = false;
                rates.add(rate(entry.getKey(), job, now));
                if (job.phases.values().stream().allMatch(phase -> phase.idle(now))) {
                    all.remove();
                }
            }
        }
        return rates;
    }

    private static Event.JobRate rate(UUID jobId, Measured job, long now) {
        List<PhaseRate> phases = new ArrayList<>();
        job.phases.forEach((phase, sums) -> phases.add(new PhaseRate(phase, sums.throughput(now))));
        return new Event.JobRate(jobId, phases);
    }
}
