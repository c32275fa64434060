package io.trawl.engine.simulation;

import java.util.UUID;

/**
 * A read of a source that begins.
 *
 * @param position of the record in its task
 * @param k of the unit in its record
 * @param order in the order of everything observed
 */
record ReadOfUnit(Execution execution, long position, int k, String name, long order) {
    /** What is read, whoever reads it. */
    record Unit(UUID jobId, int phase, String name, int k) {}

    Unit unit() {
        return new Unit(execution.jobId(), execution.phase(), name, k);
    }
}
