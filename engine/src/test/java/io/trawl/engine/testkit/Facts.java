package io.trawl.engine.testkit;

import io.trawl.schemas.Event;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one call of the ledger changed: the facts to send, and the jobs that may have come to an end by it. */
final class Facts {
    private final List<Event> events = new ArrayList<>();
    private final Set<JobRow> touched = new LinkedHashSet<>();

    void add(Event event) {
        events.add(event);
    }

    /** The attempt is over, and the task now stands in its state. */
    void ended(TaskRow task, TaskState state) {
        add(new Event.TaskEnded(task.job.id(), task.id, task.attempt, state));
        touched.add(task.job);
    }

    void touched(JobRow job) {
        touched.add(job);
    }

    Set<JobRow> touched() {
        return touched;
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}
