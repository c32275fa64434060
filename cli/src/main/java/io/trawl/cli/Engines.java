package io.trawl.cli;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.EngineStarter;

/** Which engine the commands start. */
final class Engines {
    private Engines() {}

    static EngineStarter here() {
        return settings -> {
            throw new Refusal(ExitCode.FAILED, "The engine inside is not available yet in this version.");
        };
    }
}
