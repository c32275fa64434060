package io.trawl.engine.simulation;

import io.trawl.engine.ledger.Fences;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a run is like.
 *
 * @param fences of the ledger
 * @param workers processes, each with a few slots
 * @param jobs submitted at random times in the first half of the faults
 * @param faultsFor how long new faults begin, in virtual time
 * @param healingFor how long everything may take to end after that
 */
record SimulationConfig(Fences fences, int workers, int jobs, Duration faultsFor, Duration healingFor) {
    static final SimulationConfig STANDARD =
            new SimulationConfig(Fences.ALL, 3, 3, Duration.ofSeconds(25), Duration.ofMinutes(15));

    SimulationConfig with(Fences others) {
        return new SimulationConfig(others, workers, jobs, faultsFor, healingFor);
    }

    /** Some runs are calm, so that what an undisturbed run gives is checked too, and some are very wild. */
    double wildness(RandomGenerator random) {
        double kind = random.nextDouble();
        if (kind < 0.03) {
            return 0;
        }
        return kind < 0.25 ? 0.4 : kind < 0.85 ? 1 : 2.5;
    }
}
