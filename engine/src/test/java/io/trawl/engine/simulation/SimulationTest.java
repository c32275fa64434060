package io.trawl.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short runs over consecutive seeds. {@code -Dtrawl.simulation.runs=N} makes it longer,
 * {@code -Dtrawl.simulation.first=N} begins elsewhere, {@code -Dtrawl.simulation.seed=N} plays one seed with its trace.
 */
class SimulationTest {
    private static final long FIRST_SEED = 1_000_000;
    private static final int RUNS = 3_000;
    private static final int FRESH_RUNS = 100;
    private static final int MAX_FAILURES = 3;

    @Test
    void shouldKeepEveryGuaranteeWhateverGoesWrong() {
        Long only = Long.getLong("trawl.simulation.seed");
        if (only != null) {
            Replay.play(only, SimulationConfig.STANDARD).forEach(System.out::println);
            new Simulation(only, SimulationConfig.STANDARD).run();
            return;
        }
        long first = Long.getLong("trawl.simulation.first", FIRST_SEED);
        SimulationOutcome all = SimulationOutcome.NONE;
        List<String> failures = new ArrayList<>();
        long began = System.nanoTime();
        int runs = Integer.getInteger("trawl.simulation.runs", RUNS);
        for (long seed : seeds(first, runs)) {
            try {
                all = all.plus(new Simulation(seed, SimulationConfig.STANDARD).run());
            } catch (Violation | RuntimeException e) {
                failures.add(Replay.explain(seed, SimulationConfig.STANDARD, e));
                if (failures.size() == MAX_FAILURES) {
                    break;
                }
            }
        }
        System.out.printf("Simulation: %s in %.1f s%n", all, (System.nanoTime() - began) / 1e9);
        assertThat(failures).isEmpty();
        if (runs >= RUNS) {
            assertThat(all.faults()).containsKeys(Fault.counted());
        }
    }

    /** Mostly the same in every build, so that a build does not fail by chance; a few are new each time. */
    private static List<Long> seeds(long first, int runs) {
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            seeds.add(first + i);
        }
        return seeds;
    }

    @Test
    void shouldPlayTheSameSeedTheSameWay() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 5; seed++) {
            assertThat(Replay.play(seed, SimulationConfig.STANDARD))
                    .isEqualTo(Replay.play(seed, SimulationConfig.STANDARD));
        }
    }
}
