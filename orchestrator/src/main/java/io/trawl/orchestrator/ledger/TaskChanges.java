package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one transaction does to tasks and to what counts them, gathered first and written set-based. */
final class TaskChanges {
    private final List<TaskAfter> moved = new ArrayList<>();
    private final List<NewTask> created = new ArrayList<>();
    private final List<Quarantined> quarantined = new ArrayList<>();
    private final Map<ReasonKey, Long> reasons = new LinkedHashMap<>();
    private final CounterDeltas counters = new CounterDeltas();
    private final List<Event> events = new ArrayList<>();

    /** A PENDING task to be stored; {@code key} carries no id yet. */
    record NewTask(
            CounterKey group,
            int bucket,
            List<InputRange> inputs,
            @Nullable String cursor,
            TaskRow.Trouble trouble) {
        long records() {
            return inputs.stream().mapToLong(InputRange::records).sum();
        }
    }

    /** The one record that is left of a task and cannot be processed. */
    record Quarantined(TaskRow.Key task, InputRange record, String reason) {}

    /** A row of {@code outcome_reason}. */
    record ReasonKey(CounterKey group, Outcome outcome, String reason) {}

    void move(TaskAfter after) {
        TaskRow row = after.row();
        moved.add(after);
        CounterKey key = CounterKey.of(row.key());
        counters.touch(key);
        counters.move(key, row.state(), after.state());
        if (after.state() != row.state()) {
            events.add(new Event.TaskEnded(
                    row.key().jobId(), row.key().taskId(), row.attempt().number(), after.state()));
        }
    }

    void create(NewTask task) {
        created.add(task);
        counters.add(task.group(), Counter.PENDING, 1);
    }

    void quarantine(TaskRow row, InputRange record, String reason) {
        CounterKey key = CounterKey.of(row.key());
        quarantined.add(new Quarantined(row.key(), record, reason));
        counters.add(key, Counter.FAILED, 1);
        reason(key, Outcome.FAILED, reason, 1);
    }

    void reason(CounterKey key, Outcome outcome, String reason, long count) {
        reasons.merge(new ReasonKey(key, outcome, reason), count, Long::sum);
    }

    void event(Event event) {
        events.add(event);
    }

    CounterDeltas counters() {
        return counters;
    }

    List<TaskAfter> moved() {
        return moved;
    }

    List<NewTask> created() {
        return created;
    }

    List<Quarantined> quarantined() {
        return quarantined;
    }

    Map<ReasonKey, Long> reasons() {
        return reasons;
    }

    List<Event> events() {
        return events;
    }
}
