package io.trawl.engine.ledger;

import io.trawl.engine.workload.Phase;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.BatchPolicy;
import java.time.Duration;

/** A phase as it is stored with the job, so that nobody has to ask the workload again. */
public record PhasePlan(String name, PhaseMode mode, BatchPolicy batch, Duration stallBound) {
    public static PhasePlan of(Phase phase) {
        return new PhasePlan(phase.name(), phase.mode(), phase.batch(), phase.stallBound());
    }
}
