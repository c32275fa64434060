package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.config.DeploymentModel;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.cli.database.InstallationKey;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.Housekeeper;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.ledger.PostgresInstallation;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.ledger.PostgresStats;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.orchestrator.metrics.LedgerGauges;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.worker.WorkerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything in one JVM: database, ledger, engine, workers and, when asked for, the HTTP API. Parts are closed in the
 * reverse order of their start, also when a later one fails to start.
 */
public final class SingleProcess implements AutoCloseable {
    /** Names the in-process worker of an installation over restarts. */
    private static final String WORKER = "in-process";

    private final Parts parts = new Parts();
    private final JobService jobs;
    private final @Nullable ApiService api;
    private final SingleProcessConfig.ExternalDatabase database;

    private SingleProcess(SingleProcessConfig config, Workloads workloads, String version) {
        requireAllowed(config);
        try {
            SingleProcessConfig.ExternalDatabase external = config.database();
            database = external != null ? external : embedded(config.dataDirectory());
            HikariDataSource pool = parts.opened(LedgerPool.migrated(database));
            PostgresInstallation installation = new PostgresInstallation(pool);
            UUID own = installation.begin().installationId();
            PostgresLedger ledger =
                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, config.lease(), new SecureRandom());
            MetricsPage metrics = parts.opened(new MetricsPage());
            LedgerGauges gauges =
                    new LedgerGauges(metrics.registry(), ledger, new PostgresStats(pool), System::nanoTime);
            metrics.refreshing(gauges::refresh);
            Tracing tracing = OpenedTraces.open(parts, config.collector(), "trawl");
            LocalEngine.Settings settings = settings(config, tracing, own);
            byte[] key = InstallationKey.load(config.dataDirectory());
            EngineMetrics listener = new EngineMetrics(metrics.registry());
            LocalEngine engine = parts.opened(LocalEngine.start(ledger, workloads, key, settings, listener));
            parts.opened(LocalLoops.thread(new Housekeeper(ledger, config.retention(), listener))
                    .start());
            jobs = engine.jobs();
            ApiConfig listen = config.api();
            api = listen == null
                    ? null
                    : parts.opened(ApiService.start(
                            listen,
                            pool,
                            new ApiService.Served(
                                    jobs,
                                    ledger,
                                    workloads,
                                    config.access(),
                                    metrics,
                                    () -> ApiService.readiness(pool),
                                    version,
                                    engine.workers(),
                                    ApiService.fleet(pool, ledger),
                                    tracing.jobs(),
                                    ApiService.installation(installation, version, DeploymentModel.SINGLE_PROCESS))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static LocalEngine.Settings settings(SingleProcessConfig config, Tracing tracing, UUID own) {
        return new LocalEngine.Settings(
                WorkerConfig.inProcess(WORKER, config.threads()),
                config.lease(),
                Reconciler.Bounds.DEFAULT,
                config.database() == null,
                config.access(),
                config.jobsAlive(),
                tracing,
                own);
    }

    /** Starts the workloads that are installed. @param version shown by the API */
    public static SingleProcess start(SingleProcessConfig config, String version) {
        return start(config, Workloads.installed(), version);
    }

    public static SingleProcess start(SingleProcessConfig config, Workloads workloads, String version) {
        return new SingleProcess(config, workloads, version);
    }

    public JobService jobs() {
        return jobs;
    }

    /** Where the API listens; empty when none was asked for. */
    public Optional<URI> api() {
        return Optional.ofNullable(api).map(ApiService::uri);
    }

    /** A connection of its own to the ledger's database, for measurements. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** Before a database is made for nothing: where there is none there is no token either. */
    private static void requireAllowed(SingleProcessConfig config) {
        ApiConfig api = config.api();
        if (api != null) {
            boolean database = config.database() != null || new DataDirectory(config.dataDirectory()).hasDatabase();
            ApiService.requireAllowed(api, database);
        }
    }

    private SingleProcessConfig.ExternalDatabase embedded(Path dataDirectory) {
        EmbeddedDatabase server = parts.opened(EmbeddedDatabase.open(dataDirectory));
        return new SingleProcessConfig.ExternalDatabase(server.jdbcUrl(), server.user(), server.password());
    }

    @Override
    public void close() {
        parts.close();
    }
}
