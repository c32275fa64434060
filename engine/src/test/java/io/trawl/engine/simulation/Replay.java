package io.trawl.engine.simulation;

import java.util.List;

/** Plays a seed again with a trace. */
final class Replay {
    private static final int TAIL = 60;

    private Replay() {}

    /** Everything that happens, up to the violation if there is one. */
    static List<String> play(long seed, SimulationConfig config) {
        Simulation simulation = new Simulation(seed, config, true);
        try {
            simulation.run();
        } catch (Violation | RuntimeException e) {
            simulation.trace().say(simulation.virtualMillis(), "!!!", e.toString());
        }
        return simulation.trace().lines();
    }

    /** What broke, where, what came before, and how to see it again. */
    static String explain(long seed, SimulationConfig config, Throwable broken) {
        Simulation simulation = new Simulation(seed, config, true);
        Throwable again = broken;
        try {
            simulation.run();
        } catch (Violation | RuntimeException e) {
            again = e;
        }
        return """
                seed %d, step %d, after %.3f s: %s
                %s
                Replay: %s
                """.formatted(
                        seed,
                        simulation.steps(),
                        simulation.virtualMillis() / 1000.0,
                        again,
                        String.join("\n", simulation.trace().tail(TAIL)),
                        command(seed));
    }

    static String command(long seed) {
        return "./trawl verify -pl engine -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dspotless.check.skip -Dtrawl.simulation.seed=" + seed;
    }
}
