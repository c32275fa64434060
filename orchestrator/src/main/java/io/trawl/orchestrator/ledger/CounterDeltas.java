package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Event;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one transaction adds to the counters, summed per job, phase and source. */
final class CounterDeltas {
    private static final List<Counter> OUTCOMES =
            List.of(Counter.PROCESSED, Counter.SKIPPED, Counter.FAILED, Counter.EXCLUDED);

    private final Map<CounterKey, long[]> deltas = new LinkedHashMap<>();

    /** A row of {@code phase_counter}. */
    record CounterKey(UUID jobId, int phase, String source) {
        static CounterKey of(TaskRow.Key task) {
            return new CounterKey(task.jobId(), task.phase(), task.source());
        }

        CounterKey next() {
            return new CounterKey(jobId, phase + 1, source);
        }
    }

    void add(CounterKey key, Counter counter, long amount) {
        if (amount != 0) {
            deltas.computeIfAbsent(key, absent -> new long[Counter.values().length])[counter.ordinal()] += amount;
        }
    }

    void move(CounterKey key, TaskState from, TaskState to) {
        add(key, Counter.of(from), from == to ? 0 : -1);
        add(key, Counter.of(to), from == to ? 0 : 1);
    }

    /** The row changed in a way that no counter shows. */
    void touch(CounterKey key) {
        deltas.computeIfAbsent(key, absent -> new long[Counter.values().length]);
    }

    /** What became of records, over all sources of a phase. */
    List<Event> advanced() {
        Map<PhaseKey, long[]> phases = new LinkedHashMap<>();
        deltas.forEach((key, delta) -> {
            long[] sums = phases.computeIfAbsent(new PhaseKey(key.jobId(), key.phase()), absent -> new long[2]);
            for (Counter outcome : OUTCOMES) {
                sums[0] += delta[outcome.ordinal()];
            }
            sums[1] += delta[Counter.DONE.ordinal()];
        });
        List<Event> events = new ArrayList<>();
        phases.forEach((phase, sums) -> {
            if (sums[0] > 0 || sums[1] > 0) {
                events.add(new Event.PhaseAdvanced(phase.jobId(), phase.phase(), sums[0], sums[1]));
            }
        });
        return events;
    }

    private record PhaseKey(UUID jobId, int phase) {}

    Map<CounterKey, long[]> byKey() {
        return deltas;
    }
}
