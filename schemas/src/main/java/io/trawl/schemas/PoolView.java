package io.trawl.schemas;

/**
 * What a pool has to do, and how many workers that is worth.
 *
 * @param pending tasks that wait, for whatever reason
 * @param runnable of these, how many could start now if there were slots: due, and within the budgets of sources and jobs
 * @param inFlight tasks that are assigned, running or being stopped
 * @param slots of its live workers
 * @param wantedWorkers that what is in flight and what could start would fill
 */
public record PoolView(
        String pool, long pending, long runnable, long inFlight, long slots, long workers, long wantedWorkers) {
    public PoolView {
        Checks.id(pool, "pool");
        Checks.atLeast(pending, 0, "pending");
        Checks.atLeast(runnable, 0, "runnable");
        Checks.atLeast(inFlight, 0, "in_flight");
        Checks.atLeast(slots, 0, "slots");
        Checks.atLeast(workers, 0, "workers");
        Checks.atLeast(wantedWorkers, 0, "wanted_workers");
    }

    /** With no worker and nothing to do. */
    public static PoolView idle(String pool) {
        return new PoolView(pool, 0, 0, 0, 0, 0, 0);
    }
}
