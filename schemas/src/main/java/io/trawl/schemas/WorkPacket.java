package io.trawl.schemas;

import java.util.UUID;

/**
 * Offers one attempt of a task to a worker. It carries references only: never credentials, names of objects or data.
 *
 * @param v version of this shape, 1
 * @param attempt the fencing number, from 1
 * @param pool the workers it is meant for
 */
public record WorkPacket(
        int v,
        String tenant,
        UUID jobId,
        long taskId,
        int attempt,
        String workload,
        String phase,
        String source,
        String pool) {
    public static final int VERSION = 1;

    public WorkPacket {
        Checks.version(v, VERSION, "v");
        Checks.id(tenant, "tenant");
        Checks.present(jobId, "job_id");
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.id(workload, "workload");
        Checks.id(phase, "phase");
        Checks.id(source, "source");
        Checks.id(pool, "pool");
    }
}
