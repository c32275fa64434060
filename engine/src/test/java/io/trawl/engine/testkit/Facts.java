package io.trawl.engine.testkit;

import io.trawl.schemas.Event;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What one call of the ledger changed: the facts to send, and the jobs that may have come to an end by it. */
final class Facts {
    private final List<Event> events = new ArrayList<>();
    private final Map<PhaseKey, long[]> advanced = new LinkedHashMap<>();
    private final Set<JobRow> touched = new LinkedHashSet<>();

    void add(Event event) {
        events.add(event);
    }

    /** The attempt is over, and the task now stands in its state. */
    void ended(TaskRow task, TaskState state) {
        add(new Event.TaskEnded(task.job.id(), task.id, task.attempt, state));
        touched.add(task.job);
    }

    /** Records of a phase got an outcome; told once for all of the call. */
    void advanced(TaskRow task, long records, long tasks) {
        advanced.merge(new PhaseKey(task.job.id(), task.phase), new long[] {records, tasks}, (a, b) ->
                new long[] {a[0] + b[0], a[1] + b[1]});
    }

    private record PhaseKey(UUID jobId, int phase) {}

    void touched(JobRow job) {
        touched.add(job);
    }

    Set<JobRow> touched() {
        return touched;
    }

    List<Event> events() {
        List<Event> all = new ArrayList<>(events);
        advanced.forEach((phase, sums) -> {
            if (sums[0] > 0 || sums[1] > 0) {
                all.add(new Event.PhaseAdvanced(phase.jobId(), phase.phase(), sums[0], sums[1]));
            }
        });
        return List.copyOf(all);
    }
}
