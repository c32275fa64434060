package io.trawl.cli.roles;

import io.trawl.cli.access.ClientToken;
import io.trawl.cli.assembly.DatabaseRefusal;
import io.trawl.cli.assembly.RemoteWorkerProcess;
import io.trawl.cli.assembly.StartFailed;
import io.trawl.cli.assembly.WorkerProcess;
import io.trawl.cli.config.Setting;
import io.trawl.cli.config.Settings;
import io.trawl.cli.database.InstallationKey;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.probe.ProbeServer;
import io.trawl.cli.remote.Servers;
import io.trawl.cli.run.CommonOptions;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.cli.serve.DatabaseOptions;
import io.trawl.cli.serve.ServiceSettings;
import io.trawl.schemas.SourceSpec;
import io.trawl.worker.WorkerConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trawl worker} */
@Command(
        name = "worker",
        header = "Do the work of an installation.",
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        description = {
            "Takes packets from Kafka, reads the sources, and puts what it finds into the database.",
            "With --server it needs neither: it takes tasks by HTTP, and stages in a database only if it is given one.",
            "SIGTERM lets it finish or hand back what it runs; a second one ends it at once."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  trawl worker --database-url jdbc:postgresql://db:5432/trawl --kafka kafka:9092 --pool london",
            "  TRAWL_TOKEN=$(cat worker.token) trawl worker --server https://trawl.example --pool branch"
        },
        mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
    private static final Duration CHUNK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int MAX_PARALLELISM = 16;
    private static final int DEFAULT_PARALLELISM = 2;

    private final Surroundings surroundings;
    private final Pause pause;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private SharedOptions shared = new SharedOptions();

    @Mixin
    private DatabaseOptions databases = new DatabaseOptions();

    @Mixin
    private ProbeOptions probes = new ProbeOptions();

    @Option(names = "--threads", paramLabel = "N", description = "Tasks at the same time (default: one per processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--pool",
            paramLabel = "NAME",
            description = "Whose packets it takes (default: TRAWL_WORKER_POOL, else " + SourceSpec.DEFAULT_POOL + ").")
    private @Nullable String pool;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Stable over restarts (default: TRAWL_WORKER_NAME, else the host's).")
    private @Nullable String name;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Shown with the worker by `trawl workers list`; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Take tasks by HTTP from this trawl, with the token of TRAWL_TOKEN or --token-file.")
    private @Nullable String server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token for --server.")
    private @Nullable Path tokenFile;

    public WorkerCommand(Surroundings surroundings, Pause pause) {
        this.surroundings = surroundings;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = common.settings(surroundings);
        return server == null ? here(settings) : afar(settings, Servers.parse(server));
    }

    private int afar(Settings settings, URI address) throws InterruptedException {
        WorkerConfig worker = worker(settings);
        common.logs(surroundings);
        RemoteWorkerProcess.Settings config = new RemoteWorkerProcess.Settings(
                address,
                ClientToken.of(settings, tokenFile),
                databases
                        .database(settings)
                        .map(named -> SharedOptions.required(Optional.of(named)))
                        .orElse(null),
                worker,
                ServiceSettings.access(settings, surroundings),
                key(settings),
                ServiceSettings.collector(settings));
        try (RemoteWorkerProcess process = started(config);
                ProbeServer probe =
                        probes.start(settings, new ProbeServer.Told(process::unreadyBecause, process::metrics))) {
            int code = new Presence(
                            surroundings, pause.or(() -> process.refusal().isPresent()))
                    .stay("worker", described(worker) + " for " + address + " (probes at " + probe.uri() + ")");
            Optional<String> refusal = process.refusal();
            // Its probes answer until it has ended.
            process.close();
            if (refusal.isPresent()) {
                throw new Refusal(ExitCode.FAILED, refusal.get());
            }
            return code;
        }
    }

    private static RemoteWorkerProcess started(RemoteWorkerProcess.Settings config) {
        try {
            return RemoteWorkerProcess.start(config);
        } catch (StartFailed e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static String described(WorkerConfig worker) {
        return "as " + worker.name() + " in pool " + worker.pool() + " with " + worker.slots() + " threads";
    }

    private int here(Settings settings) throws InterruptedException {
        AtomicBoolean drain = new AtomicBoolean();
        WorkerProcess.Settings config = config(settings, () -> drain.set(true));
        try (WorkerProcess process = DatabaseRefusal.told(config.database(), () -> WorkerProcess.start(config));
                ProbeServer probe =
                        probes.start(settings, new ProbeServer.Told(process::unreadyBecause, process::metrics))) {
            int code = new Presence(surroundings, pause.or(drain::get))
                    .stay("worker", described(config.worker()) + " (probes at " + probe.uri() + ")");
            // Its probes answer until it has ended.
            process.close();
            return code;
        }
    }

    private WorkerConfig worker(Settings settings) {
        return new WorkerConfig(
                settings.either(name, Setting.WORKER_NAME).orElseGet(WorkerCommand::host),
                settings.either(pool, Setting.WORKER_POOL).orElse(SourceSpec.DEFAULT_POOL),
                ServiceSettings.threads(settings, threads),
                CHUNK_INTERVAL,
                GRACE,
                labels);
    }

    private WorkerProcess.Settings config(Settings settings, Runnable drain) {
        WorkerConfig worker = worker(settings);
        common.logs(surroundings);
        return new WorkerProcess.Settings(
                shared.config(settings, "worker"),
                SharedOptions.required(databases.database(settings)),
                worker,
                settings.number(Setting.KAFKA_WORK_BATCH, 1, worker.slots()).orElse(1),
                settings.number(Setting.KAFKA_WORK_PARALLELISM, 1, MAX_PARALLELISM)
                        .orElse(DEFAULT_PARALLELISM),
                ServiceSettings.access(settings, surroundings),
                key(settings),
                drain);
    }

    /** Of the file that all workers share; one alone may make its own. */
    private byte[] key(Settings settings) {
        return settings.text(Setting.INSTALLATION_KEY_FILE)
                .map(file -> InstallationKey.of(Path.of(file)))
                .orElseGet(() -> InstallationKey.load(common.path(surroundings)));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new Refusal(ExitCode.USAGE, "This machine has no name; give the worker one with --name.", e);
        }
    }
}
