package io.trawl.schemas;

import java.util.UUID;

/**
 * What a worker sends to {@code POST /get_task_inputs}: it is shown the inputs of an attempt that is its own, and no
 * others.
 *
 * @param worker the incarnation, whose lease must be alive
 * @param from place of the first wanted record in the task, from 0
 * @param limit most records, 1 to {@value #MAX_LIMIT}
 */
public record InputsRequest(UUID worker, UUID jobId, long taskId, int attempt, UUID execution, long from, int limit) {
    public static final int MAX_LIMIT = 1_000;

    public InputsRequest {
        Checks.present(worker, "worker");
        Checks.present(jobId, "job_id");
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.present(execution, "execution");
        Checks.atLeast(from, 0, "from");
        Checks.within(limit, 1, MAX_LIMIT, "limit");
    }
}
