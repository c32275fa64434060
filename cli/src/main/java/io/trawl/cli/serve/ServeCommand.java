package io.trawl.cli.serve;

import io.trawl.cli.config.DeploymentModel;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.Instance;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.EngineSettings;
import io.trawl.cli.run.EngineStarter;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.RunningEngine;
import io.trawl.cli.run.Surroundings;
import java.net.URI;
import java.nio.file.Path;
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
    private final Surroundings surroundings;
    private final EngineStarter engines;
    private final Pause pause;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--deployment-model",
            paramLabel = "MODEL",
            description = "SINGLE_PROCESS (default), or FEDERATED: a master that gives its jobs to other sites.")
    private @Nullable String model;

    @Mixin
    private ApiOptions listening = new ApiOptions();

    @Mixin
    private DatabaseOptions databases = new DatabaseOptions();

    @Option(names = "--threads", paramLabel = "N", description = "Tasks at the same time (default: one per processor).")
    private @Nullable Integer threads;

    public ServeCommand(Surroundings surroundings, EngineStarter engines, Pause pause) {
        this.surroundings = surroundings;
        this.engines = engines;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = common.settings(surroundings);
        DeploymentModel deployment = DeploymentModel.of(
                settings.either(model, Setting.DEPLOYMENT_MODEL).orElse("SINGLE_PROCESS"));
        deployment.requireServed();
        DataDirectory directory = common.dataDirectory(surroundings);
        Interrupts.Kind asked = serve(engineSettings(settings, directory, deployment));
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
                    .println("trawl is ready at " + api + " (data in " + directory + ", "
                            + (settings.master() ? "master of its sites" : settings.threads() + " threads") + ")");
            surroundings.out().flush();
            Interrupts.Kind asked = pause.untilAsked();
            surroundings.out().println("trawl is stopping; unfinished jobs go on at the next start");
            surroundings.out().flush();
            return asked;
        } finally {
            instance.withdrawFrom(directory);
        }
    }

    private EngineSettings engineSettings(Settings settings, DataDirectory directory, DeploymentModel deployment) {
        return new EngineSettings(
                directory.path(),
                databases.database(settings).orElse(null),
                ServiceSettings.threads(settings, threads),
                listening.api(settings),
                ServiceSettings.access(settings, surroundings),
                ServiceSettings.jobsAlive(settings),
                ServiceSettings.retention(settings),
                ServiceSettings.collector(settings),
                deployment == DeploymentModel.FEDERATED);
    }
}
