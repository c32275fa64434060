package io.trawl.engine.simulation;

import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One granted run of an attempt, as the observer sees it.
 *
 * @param grantedAt in the order of everything observed
 * @param leased whether its worker's own clock still gives it its lease
 */
record Execution(UUID id, UUID jobId, long taskId, int phase, String source, long grantedAt, BooleanSupplier leased) {
    @Override
    public String toString() {
        return "task " + taskId + " (phase " + phase + ", " + source + ") by " + id;
    }
}
