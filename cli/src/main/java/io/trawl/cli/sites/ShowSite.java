package io.trawl.cli.sites;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl sites show} */
@Command(name = "show", header = "Show a site and what is known of it as JSON.", mixinStandardHelpOptions = true)
final class ShowSite implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A registered site.")
    private String id = "";

    ShowSite(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (HttpSites sites = server.sites(surroundings)) {
            surroundings.print(
                    List.of(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(sites.get(id))));
            return ExitCode.COMPLETE.number();
        }
    }
}
