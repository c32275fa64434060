package io.trawl.schemas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task as {@code GET /jobs/{id}/tasks} shows it. {@code waitsFor} says in a sentence why a PENDING one has not started. */
public record TaskView(
        long taskId,
        String phase,
        String source,
        TaskState state,
        int attempt,
        int failures,
        int crashes,
        long recordsDone,
        long records,
        Instant since,
        @Nullable String waitsFor) {
    public TaskView {
        Checks.atLeast(taskId, 1, "task_id");
        Checks.present(phase, "phase");
        Checks.present(source, "source");
        Checks.present(state, "state");
        Checks.atLeast(attempt, 0, "attempt");
        Checks.atLeast(failures, 0, "failures");
        Checks.atLeast(crashes, 0, "crashes");
        Checks.atLeast(recordsDone, 0, "records_done");
        Checks.atLeast(records, 0, "records");
        Checks.present(since, "since");
    }
}
