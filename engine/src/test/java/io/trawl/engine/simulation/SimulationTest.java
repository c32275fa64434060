package io.trawl.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short runs, over the same consecutive seeds in every build, so that none fails by chance.
 *
 * <ul>
 *   <li>{@code -Dtrawl.simulation.runs=N}: how many
 *   <li>{@code -Dtrawl.simulation.first=N}: from which seed on
 *   <li>{@code -Dtrawl.simulation.also=N}: a few more from this seed on, for example the number of the build
 *   <li>{@code -Dtrawl.simulation.seed=N}: this one alone, with everything that happens in it
 * </ul>
 */
class SimulationTest {
    private static final long FIRST_SEED = 1_000_000;
    private static final int RUNS = 3_000;
    private static final int MORE_RUNS = 100;
    private static final int MAX_FAILURES = 3;

    @Test
    void shouldKeepEveryGuaranteeWhateverGoesWrong() {
        Long only = Long.getLong("trawl.simulation.seed");
        if (only != null) {
            Replay.play(only, SimulationConfig.STANDARD).forEach(System.out::println);
            new Simulation(only, SimulationConfig.STANDARD).run();
            return;
        }
        long began = System.nanoTime();
        long[] seeds = seeds().toArray();
        SimulationOutcome all = SimulationOutcome.NONE;
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < seeds.length && failures.size() < MAX_FAILURES; i++) {
            try {
                all = all.plus(new Simulation(seeds[i], SimulationConfig.STANDARD).run());
            } catch (Violation | RuntimeException e) {
                failures.add(Replay.explain(seeds[i], SimulationConfig.STANDARD, e));
            }
        }
        System.out.printf("Simulation: %s, %.1f s%n", all, (System.nanoTime() - began) / 1e9);
        if (!failures.isEmpty()) {
            fail(String.join("\n", failures));
        }
        if (seeds.length >= RUNS) {
            // A simulation in which nothing goes wrong proves nothing.
            assertThat(all.faults()).containsOnlyKeys(Fault.values());
        }
    }

    private static LongStream seeds() {
        long first = Long.getLong("trawl.simulation.first", FIRST_SEED);
        int runs = Integer.getInteger("trawl.simulation.runs", RUNS);
        Long also = Long.getLong("trawl.simulation.also");
        LongStream more = also == null ? LongStream.empty() : LongStream.range(also, also + MORE_RUNS);
        return LongStream.concat(LongStream.range(first, first + runs), more);
    }

    @Test
    void shouldPlayTheSameSeedTheSameWay() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 5; seed++) {
            List<String> once = Replay.play(seed, SimulationConfig.STANDARD);
            assertThat(Replay.play(seed, SimulationConfig.STANDARD)).isEqualTo(once);
        }
    }
}
