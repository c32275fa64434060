package io.trawl.cli.serve;

import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineSettings;
import io.trawl.orchestrator.api.ApiLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server listens, and for whom. */
public final class ApiOptions {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 65_535;

    @Option(names = "--host", description = "Address to listen on (default: " + DEFAULT_HOST + ").")
    private @Nullable String host;

    @Option(names = "--port", description = "Port to listen on, 0 for any (default: " + DEFAULT_PORT + ").")
    private @Nullable Integer port;

    @Option(names = "--api-token-file", paramLabel = "FILE", description = "Holds what callers have to present.")
    private @Nullable Path tokenFile;

    /** By the options, else by the settings. */
    public EngineSettings.Api api(Settings settings) {
        int listen = port != null
                ? Settings.within("--port", port, 0, MAX_PORT)
                : settings.number(Setting.API_PORT, 0, MAX_PORT).orElse(DEFAULT_PORT);
        return new EngineSettings.Api(
                settings.either(host, Setting.API_HOST).orElse(DEFAULT_HOST),
                listen,
                token(settings),
                AccessSettings.required(settings),
                AccessSettings.oidc(settings),
                limits(settings));
    }

    private static ApiLimits limits(Settings settings) {
        int rate = settings.number(Setting.API_REQUESTS_PER_SECOND, 1, ApiLimits.MAX_REQUESTS_PER_SECOND)
                .orElse(ApiLimits.DEFAULT.requestsPerSecond());
        int burst = settings.number(Setting.API_BURST, 1, ApiLimits.MAX_REQUESTS_PER_SECOND)
                .orElse(Math.max(rate, ApiLimits.DEFAULT.burst()));
        return new ApiLimits(
                rate,
                burst,
                settings.flag(Setting.WEBHOOKS_ALLOW_PRIVATE),
                settings.text(Setting.WEBHOOKS_CA_FILE).map(Path::of).orElse(null));
    }

    private @Nullable String token(Settings settings) {
        Optional<Path> file = tokenFile != null
                ? Optional.of(tokenFile)
                : settings.text(Setting.API_TOKEN_FILE).map(Path::of);
        if (file.isEmpty()) {
            return settings.secret(CommonOptions.TOKEN_VARIABLE);
        }
        try {
            String token = Files.readString(file.get()).strip();
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw new Refusal(ExitCode.USAGE, "The API token cannot be read from " + file.get() + " (" + e + ").", e);
        }
        throw new Refusal(ExitCode.USAGE, "The file " + file.get() + " is empty; write the API token into it.");
    }
}
