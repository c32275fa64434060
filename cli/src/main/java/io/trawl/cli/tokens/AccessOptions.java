package io.trawl.cli.tokens;

import io.trawl.cli.access.AccessAdmin;
import io.trawl.cli.access.ClientToken;
import io.trawl.cli.assembly.LocalAccessAdmin;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.remote.HttpAccessAdmin;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Surroundings;
import io.trawl.orchestrator.api.ApiConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trawl is meant, and how to get at it: over its API, or, where none runs, in its database. */
final class AccessOptions {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The trawl to ask (default: TRAWL_SERVER, else the one that uses the data directory;"
                    + " where none runs, the database itself).")
    private @Nullable String server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token to present (or TRAWL_TOKEN).")
    private @Nullable Path tokenFile;

    @Option(names = "--database-url", paramLabel = "JDBC-URL", description = "Work in this database, without a server.")
    private @Nullable String databaseUrl;

    @Option(names = "--tenant", description = "Whose tokens; only in the database itself (default: default).")
    private @Nullable String tenant;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    Format format() {
        return format;
    }

    AccessAdmin open(Surroundings surroundings) {
        Settings settings = common.settings(surroundings);
        String named = server != null || databaseUrl != null ? server : settings.secret(Servers.ENVIRONMENT);
        if (named != null) {
            return remote(Servers.parse(named), settings);
        }
        Optional<String> database =
                databaseUrl != null ? Optional.of(databaseUrl) : settings.text(Setting.DATABASE_URL);
        return database.isPresent()
                ? LocalAccessAdmin.in(
                        database.get(),
                        settings.text(Setting.DATABASE_USER).orElse(null),
                        settings.secret("TRAWL_DATABASE_PASSWORD"),
                        whose())
                : ofDirectory(surroundings, settings);
    }

    private AccessAdmin ofDirectory(Surroundings surroundings, Settings settings) {
        DataDirectory directory = common.dataDirectory(surroundings);
        Optional<URI> running = Servers.of(directory);
        if (running.isPresent()) {
            return remote(running.get(), settings);
        }
        Servers.instance(directory.path()).ifPresent(holder -> {
            throw new Refusal(
                    ExitCode.FAILED,
                    "Another trawl (pid " + holder.pid() + ") is using " + directory.path()
                            + " and has no HTTP API; wait until it has ended.");
        });
        return LocalAccessAdmin.in(directory.path(), whose());
    }

    private AccessAdmin remote(URI address, Settings settings) {
        if (tenant != null) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "A server gives everybody the tenant of their token; leave --tenant out, or stop the server and work"
                            + " in its database.");
        }
        return new HttpAccessAdmin(address, ClientToken.of(settings, tokenFile));
    }

    private String whose() {
        String named = tenant == null ? ApiConfig.DEFAULT_TENANT : tenant;
        if (!named.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "'--tenant' must have 1 to 100 letters, digits, dots, dashes and underscores, and begin with a letter"
                            + " or digit.");
        }
        return named;
    }
}
