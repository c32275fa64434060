package io.trawl.cli.sources;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.run.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl sources remove} */
@Command(
        name = "remove",
        header = "Forget a source; jobs that run keep what they were submitted with.",
        mixinStandardHelpOptions = true)
final class RemoveSource implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A registered source.")
    private String id = "";

    RemoveSource(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (HttpSources sources = server.sources(surroundings)) {
            sources.remove(id);
            return ExitCode.COMPLETE.number();
        }
    }
}
