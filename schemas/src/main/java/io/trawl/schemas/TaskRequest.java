package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * What a worker sends to {@code POST /get_task}. Its answer is the granted start.
 *
 * @param worker the incarnation, whose lease must be alive
 * @param pool the packets it takes
 * @param executions a fresh id for each task that it takes at most; unused ones are forgotten
 * @param renewal number of the newest heartbeat the worker has composed: it composes none with a higher number until this
 *     request was answered or has failed. So a heartbeat that could know of a start names it, and a start whose answer got
 *     lost is taken back by the next one
 * @param waitMs how long to wait for the first task, 0 to {@value #MAX_WAIT_MS}
 */
public record TaskRequest(UUID worker, String pool, List<UUID> executions, long renewal, int waitMs) {
    public static final int MAX_TASKS = 1_000;
    public static final int MAX_WAIT_MS = 20_000;

    public TaskRequest {
        Checks.present(worker, "worker");
        Checks.id(pool, "pool");
        executions = Checks.filled(executions, MAX_TASKS, "executions");
        Checks.atLeast(renewal, 0, "renewal");
        Checks.within(waitMs, 0, MAX_WAIT_MS, "wait_ms");
    }
}
