package io.trawl.cli.jobs;

import io.trawl.cli.access.ClientToken;
import io.trawl.cli.access.JobAccess;
import io.trawl.cli.config.Settings;
import io.trawl.cli.output.Format;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trawl to talk to, and how to show what it says. */
final class ServerOptions {
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

    Format format() {
        return format;
    }

    JobAccess open(Surroundings surroundings, EngineStarter engines) {
        Settings settings = common.settings(surroundings);
        String token = ClientToken.of(settings, tokenFile);
        String named = server != null ? server : settings.secret(Servers.ENVIRONMENT);
        if (named != null) {
            return JobAccess.to(Servers.parse(named), token);
        }
        return JobAccess.toAsk(common.dataDirectory(surroundings), common.namesDirectory(surroundings), token, engines);
    }
}
