package io.trawl.cli.sites;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Site;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code trawl sites cordon}, {@code drain}, {@code activate}, {@code import} and {@code remove}. */
abstract class ActOnSite implements Callable<Integer> {
    private final Surroundings surroundings;
    private final BiConsumer<HttpSites, ActOnSite> act;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "A registered site.")
    private String id = "";

    private ActOnSite(Surroundings surroundings, BiConsumer<HttpSites, ActOnSite> act) {
        this.surroundings = surroundings;
        this.act = act;
    }

    @Override
    public final Integer call() {
        try (HttpSites sites = server.sites(surroundings)) {
            act.accept(sites, this);
            return ExitCode.COMPLETE.number();
        }
    }

    private void move(HttpSites sites, Site.State state) {
        SitesTable.print(List.of(sites.move(id, state)), server.format(), surroundings);
    }

    private void importSources(HttpSites sites) {
        ImportedTable.print(sites.importSources(id), server.format(), surroundings);
    }

    private void remove(HttpSites sites) {
        sites.remove(id);
    }

    @Command(name = "cordon", header = "Give a site no new job; what it has goes on.", mixinStandardHelpOptions = true)
    static final class Cordon extends ActOnSite {
        Cordon(Surroundings surroundings) {
            super(surroundings, (sites, command) -> command.move(sites, Site.State.CORDONED));
        }
    }

    @Command(
            name = "drain",
            header = "As cordon, for a site that is to be removed when it has nothing left.",
            mixinStandardHelpOptions = true)
    static final class Drain extends ActOnSite {
        Drain(Surroundings surroundings) {
            super(surroundings, (sites, command) -> command.move(sites, Site.State.DRAINING));
        }
    }

    @Command(name = "activate", header = "Give a site new jobs again.", mixinStandardHelpOptions = true)
    static final class Activate extends ActOnSite {
        Activate(Surroundings surroundings) {
            super(surroundings, (sites, command) -> command.move(sites, Site.State.ACTIVE));
        }
    }

    @Command(
            name = "import",
            header = "Take over the names and kinds of the sources that a site has.",
            description =
                    "Nothing of how they are reached: that stays at the site. Say it again when they have changed.",
            mixinStandardHelpOptions = true)
    static final class Import extends ActOnSite {
        Import(Surroundings surroundings) {
            super(surroundings, (sites, command) -> command.importSources(sites));
        }
    }

    @Command(
            name = "remove",
            header = "Forget a site that has no part of a job any more, and its sources.",
            mixinStandardHelpOptions = true)
    static final class Remove extends ActOnSite {
        Remove(Surroundings surroundings) {
            super(surroundings, (sites, command) -> command.remove(sites));
        }
    }
}
