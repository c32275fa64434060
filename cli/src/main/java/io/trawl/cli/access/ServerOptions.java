package io.trawl.cli.access;

import io.trawl.cli.config.Settings;
import io.trawl.cli.output.Format;
import io.trawl.cli.remote.HttpSchedules;
import io.trawl.cli.remote.HttpSites;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.remote.HttpWorkers;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trawl to talk to, as whom, and how to show what it says. */
public final class ServerOptions {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The trawl to ask (default: TRAWL_SERVER, else the one that uses the data directory,"
                    + " else http://127.0.0.1:8080).")
    private @Nullable String server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token to present (or TRAWL_TOKEN).")
    private @Nullable Path tokenFile;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    public Format format() {
        return format;
    }

    /** The jobs of a server, or of the data directory where none runs. */
    public JobAccess jobs(Surroundings surroundings, EngineStarter engines) {
        Settings settings = common.settings(surroundings);
        String token = ClientToken.of(settings, tokenFile);
        return named(settings)
                .map(address -> JobAccess.to(address, token))
                .orElseGet(() -> JobAccess.toAsk(
                        common.dataDirectory(surroundings), common.namesDirectory(surroundings), token, engines));
    }

    /** The sources of a server. */
    public HttpSources sources(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        return HttpSources.at(address(settings, surroundings), ClientToken.of(settings, tokenFile));
    }

    /** The sites of a master. */
    public HttpSites sites(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        return HttpSites.at(address(settings, surroundings), ClientToken.of(settings, tokenFile));
    }

    /** The schedules of a server. */
    public HttpSchedules schedules(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        return HttpSchedules.at(address(settings, surroundings), ClientToken.of(settings, tokenFile));
    }

    /** The workers of a server. */
    public HttpWorkers workers(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        return HttpWorkers.at(address(settings, surroundings), ClientToken.of(settings, tokenFile));
    }

    private URI address(Settings settings, Surroundings surroundings) {
        return named(settings)
                .or(() -> Servers.of(common.dataDirectory(surroundings)))
                .orElse(Servers.DEFAULT);
    }

    private Optional<URI> named(Settings settings) {
        return Optional.ofNullable(server != null ? server : settings.secret(Servers.ENVIRONMENT))
                .map(Servers::parse);
    }
}
