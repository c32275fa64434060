package io.trawl.cli.sources;

import io.trawl.cli.config.Settings;
import io.trawl.cli.output.Format;
import io.trawl.cli.remote.HttpSources;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trawl to talk to, and how to show what it says. */
final class SourceServer {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The trawl to ask (default: TRAWL_SERVER, else the one that uses the data directory,"
                    + " else http://127.0.0.1:8080).")
    private @Nullable String server;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    Format format() {
        return format;
    }

    HttpSources open(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        String named = server != null ? server : settings.secret(Servers.ENVIRONMENT);
        URI address = named != null
                ? Servers.parse(named)
                : Servers.of(common.dataDirectory(surroundings)).orElse(Servers.DEFAULT);
        return HttpSources.at(address, settings.secret(CommonOptions.TOKEN_VARIABLE));
    }
}
