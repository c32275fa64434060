package io.trawl.cli.sites;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Page;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl sites list} */
@Command(name = "list", header = "List the sites, and whether they answer.", mixinStandardHelpOptions = true)
final class ListSites implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    ListSites(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        try (HttpSites sites = server.sites(surroundings)) {
            SitesTable.print(sites.list(null, limit).items(), server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }
}
