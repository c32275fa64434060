package io.trawl.cli.sources;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl sources show} */
@Command(name = "show", header = "Show a source as JSON.", mixinStandardHelpOptions = true)
final class ShowSource implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A registered source.")
    private String id = "";

    ShowSource(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (HttpSources sources = server.sources(surroundings)) {
            surroundings.print(
                    List.of(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(sources.get(id))));
            return ExitCode.COMPLETE.number();
        }
    }
}
