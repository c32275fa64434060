package io.trawl.cli.run;

/** Puts the parts together and starts them. */
@FunctionalInterface
public interface EngineStarter {
    /** Returns when jobs are accepted. */
    RunningEngine start(EngineSettings settings);
}
