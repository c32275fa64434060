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
        @Nullable String waitsFor) {}
