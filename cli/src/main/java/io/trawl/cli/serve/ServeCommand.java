package io.trawl.cli.serve;

import io.trawl.cli.config.DeploymentModel;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.Instance;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.RunningEngine;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.workload.ReferencedCredentials;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.orchestrator.api.ApiLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl serve} */
@Command(
        name = "serve",
        header = "Run the HTTP API, the scheduler and the workers in one process.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "Jobs are kept in a PostgreSQL of its own in the data directory, or in the one that --database-url names.",
            "SIGTERM and Ctrl-C stop it cleanly; whatever stops it, unfinished jobs go on at the next start."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TRAWL_API_TOKEN          a token with every scope (or --api-token-file); see also trawl tokens",
            "  TRAWL_DATABASE_USER, TRAWL_DATABASE_PASSWORD   for --database-url",
            "  TRAWL_…                  every setting of --config, for example",
            "                           TRAWL_WORKER_IN_PROCESS_THREAD_COUNT",
            "",
            "Examples:",
            "  trawl serve",
            "  trawl serve --port 9000 --threads 8 --data-dir /var/lib/trawl",
            "  TRAWL_API_TOKEN=$(cat token) trawl serve --host 0.0.0.0"
        },
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 65_535;
    private static final Duration LOOK = Duration.ofDays(1);

    private final Surroundings surroundings;
    private final EngineStarter engines;
    private final Pause pause;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--deployment-model",
            paramLabel = "MODEL",
            description = "SINGLE_PROCESS (default), DISTRIBUTED or FEDERATED.")
    private @Nullable String model;

    @Option(names = "--host", description = "Address to listen on (default: " + DEFAULT_HOST + ").")
    private @Nullable String host;

    @Option(names = "--port", description = "Port to listen on, 0 for any (default: " + DEFAULT_PORT + ").")
    private @Nullable Integer port;

    @Option(names = "--threads", paramLabel = "N", description = "Tasks at the same time (default: one per processor).")
    private @Nullable Integer threads;

    @Option(names = "--database-url", paramLabel = "JDBC-URL", description = "A PostgreSQL to use instead of its own.")
    private @Nullable String databaseUrl;

    @Option(names = "--api-token-file", paramLabel = "FILE", description = "Holds what callers have to present.")
    private @Nullable Path tokenFile;

    public ServeCommand(Surroundings surroundings, EngineStarter engines, Pause pause) {
        this.surroundings = surroundings;
        this.engines = engines;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = common.settings(surroundings);
        DeploymentModel.of(either(model, settings, Setting.DEPLOYMENT_MODEL).orElse("SINGLE_PROCESS"))
                .requireAvailable();
        DataDirectory directory = common.dataDirectory(surroundings);
        Interrupts.Kind asked = serve(engineSettings(settings, directory));
        surroundings.say("trawl has stopped.");
        // Stopping when told to is what was wanted; at a keyboard it is an interruption.
        return asked == Interrupts.Kind.INTERRUPT ? ExitCode.INTERRUPTED.number() : ExitCode.COMPLETE.number();
    }

    private Interrupts.Kind serve(EngineSettings settings) throws InterruptedException {
        Path directory = settings.dataDirectory();
        Instance instance = Instance.current();
        try (RunningEngine engine = engines.start(settings)) {
            URI api = engine.api()
                    .orElseThrow(() -> new IllegalStateException("The server was started without its API."));
            instance.withApi(api).announceIn(directory);
            surroundings
                    .out()
                    .println("trawl is ready at " + api + " (data in " + directory + ", " + settings.threads()
                            + " threads)");
            surroundings.out().flush();
            Interrupts.Kind asked = pause.await(LOOK);
            while (asked == null) {
                asked = pause.await(LOOK);
            }
            surroundings.out().println("trawl is stopping; unfinished jobs go on at the next start");
            surroundings.out().flush();
            return asked;
        } finally {
            instance.withdrawFrom(directory);
        }
    }

    private EngineSettings engineSettings(Settings settings, DataDirectory directory) {
        int count = threads != null
                ? Settings.within("--threads", threads, 1, EngineSettings.MAX_THREADS)
                : settings.number(Setting.THREADS, 1, EngineSettings.MAX_THREADS)
                        .orElseGet(EngineSettings::defaultThreads);
        int listen = port != null
                ? Settings.within("--port", port, 0, MAX_PORT)
                : settings.number(Setting.API_PORT, 0, MAX_PORT).orElse(DEFAULT_PORT);
        EngineSettings.Api api = new EngineSettings.Api(
                either(host, settings, Setting.API_HOST).orElse(DEFAULT_HOST),
                listen,
                token(settings),
                AccessSettings.required(settings),
                AccessSettings.oidc(settings),
                limits(settings));
        int alive = settings.number(Setting.JOBS_ALIVE, 1, EngineSettings.MAX_JOBS_ALIVE)
                .orElse(NewJob.DEFAULT_ALIVE_LIMIT);
        return new EngineSettings(directory.path(), database(settings), count, api, access(settings), alive);
    }

    private SourceAccess access(Settings settings) {
        return new SourceAccess(
                new ReferencedCredentials(surroundings.environment()),
                settings.text(Setting.FILE_ROOTS)
                        .map(roots -> Map.of("file.roots", roots))
                        .orElse(Map.of()));
    }

    private static ApiLimits limits(Settings settings) {
        int rate = settings.number(Setting.API_REQUESTS_PER_SECOND, 1, ApiLimits.MAX_REQUESTS_PER_SECOND)
                .orElse(ApiLimits.DEFAULT.requestsPerSecond());
        int burst = settings.number(Setting.API_BURST, 1, ApiLimits.MAX_REQUESTS_PER_SECOND)
                .orElse(Math.max(rate, ApiLimits.DEFAULT.burst()));
        return new ApiLimits(rate, burst, settings.flag(Setting.WEBHOOKS_ALLOW_PRIVATE));
    }

    private EngineSettings.@Nullable Database database(Settings settings) {
        return either(databaseUrl, settings, Setting.DATABASE_URL)
                .map(url -> new EngineSettings.Database(
                        url,
                        settings.text(Setting.DATABASE_USER).orElse(null),
                        settings.secret("TRAWL_DATABASE_PASSWORD")))
                .orElse(null);
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

    private static Optional<String> either(@Nullable String option, Settings settings, Setting setting) {
        return option != null ? Optional.of(option) : settings.text(setting);
    }
}
