package io.trawl.cli.sources;

import io.trawl.cli.access.ServerOptions;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl sources list} */
@Command(name = "list", header = "List the registered sources.", mixinStandardHelpOptions = true)
final class ListSources implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--connector", description = "Only of this kind.")
    private @Nullable String connector;

    @Option(names = "--site", description = "Only of this site; at a master.")
    private @Nullable String site;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Only with this label; may be repeated.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--limit", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    ListSources(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings.within("--limit", limit, 1, Page.MAX_LIMIT);
        try (HttpSources sources = server.sources(surroundings)) {
            Page<NamedSource> page = sources.list(connector, site, labels, null, limit);
            SourcesTable.print(page.items(), server.format(), surroundings);
            return ExitCode.COMPLETE.number();
        }
    }
}
