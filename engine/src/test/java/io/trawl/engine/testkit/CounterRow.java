package io.trawl.engine.testkit;

import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.Tally;
import io.trawl.schemas.TaskState;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The counters of one job, phase and source. */
final class CounterRow {
    final int phase;
    final String source;
    final Map<TaskState, Long> tasks = new EnumMap<>(TaskState.class);
    final Map<String, Long> skipped = new TreeMap<>();
    final Map<String, Long> failed = new TreeMap<>();
    final Map<String, Long> excluded = new TreeMap<>();
    /** Chunks this phase produced that are not wholly scheduled. */
    long unscheduled;

    long discovered;
    long processed;
    long bytes;

    CounterRow(int phase, String source) {
        this.phase = phase;
        this.source = source;
    }

    void count(TaskState state, int by) {
        tasks.merge(state, (long) by, Long::sum);
    }

    long tasksIn(TaskState state) {
        return tasks.getOrDefault(state, 0L);
    }

    long inFlight() {
        return tasksIn(TaskState.ASSIGNED) + tasksIn(TaskState.RUNNING) + tasksIn(TaskState.ABORTING);
    }

    long open() {
        return inFlight() + tasksIn(TaskState.PENDING);
    }

    void add(Tally tally) {
        discovered += tally.noted();
        processed += tally.processed();
        bytes += tally.bytes();
        tally.skipped().forEach((reason, n) -> skipped.merge(reason, n, Long::sum));
        tally.failed().forEach((reason, n) -> failed.merge(reason, n, Long::sum));
        tally.excluded().forEach((rule, n) -> excluded.merge(rule, n, Long::sum));
    }

    RecordCounts records() {
        return new RecordCounts(discovered, processed, total(skipped), total(failed), total(excluded));
    }

    static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
