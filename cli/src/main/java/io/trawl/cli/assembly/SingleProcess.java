package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.cli.database.InstallationKey;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.Housekeeper;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.source.Sources;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.access.AccessStores;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.api.ApiParts;
import io.trawl.orchestrator.api.ApiServer;
import io.trawl.orchestrator.api.ApiStartFailed;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresAudit;
import io.trawl.orchestrator.ledger.PostgresFleet;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.ledger.PostgresStats;
import io.trawl.orchestrator.ledger.PostgresTokens;
import io.trawl.orchestrator.ledger.PostgresWebhooks;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.orchestrator.metrics.KnownPools;
import io.trawl.orchestrator.metrics.LedgerGauges;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.worker.WorkerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything in one JVM: database, ledger, engine, workers and, when asked for, the HTTP API. Parts are closed in the
 * reverse order of their start, also when a later one fails to start.
 */
public final class SingleProcess implements AutoCloseable {
    /** Names the in-process worker of an installation over restarts. */
    private static final String WORKER = "in-process";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final JobService jobs;
    private final @Nullable ApiServer api;
    private final SingleProcessConfig.ExternalDatabase database;

    private SingleProcess(SingleProcessConfig config, Workloads workloads, String version) {
        requireAllowed(config);
        try {
            SingleProcessConfig.ExternalDatabase external = config.database();
            database = external != null ? external : embedded(config.dataDirectory());
            HikariDataSource pool = opened(LedgerPool.open(database.jdbcUrl(), database.user(), database.password()));
            LedgerMigrations.migrate(pool);
            PostgresLedger ledger =
                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, config.lease(), new SecureRandom());
            MetricsPage metrics = opened(new MetricsPage());
            LedgerGauges gauges =
                    new LedgerGauges(metrics.registry(), ledger, new PostgresStats(pool), System::nanoTime);
            metrics.refreshing(gauges::refresh);
            LocalEngine.Settings settings = new LocalEngine.Settings(
                    WorkerConfig.inProcess(WORKER, config.threads()),
                    config.lease(),
                    Reconciler.Bounds.DEFAULT,
                    config.database() == null,
                    config.access(),
                    config.jobsAlive());
            byte[] key = InstallationKey.load(config.dataDirectory());
            EngineMetrics listener = new EngineMetrics(metrics.registry());
            LocalEngine engine = opened(LocalEngine.start(ledger, workloads, key, settings, listener));
            opened(LocalLoops.thread(new Housekeeper(ledger, config.retention(), listener))
                    .start());
            jobs = engine.jobs();
            Sources sources = new Sources(ledger, workloads, config.access());
            ApiConfig listen = config.api();
            api = listen == null
                    ? null
                    : serve(
                            listen,
                            (webhooks, schedules) -> new ApiParts(
                                    jobs,
                                    sources,
                                    () -> readiness(pool),
                                    metrics,
                                    access(pool),
                                    version,
                                    webhooks::deliveries,
                                    schedules,
                                    ApiParts.Fleet.of(
                                            new PostgresFleet(pool), new KnownPools(ledger, System::nanoTime))),
                            pool,
                            config.access());
        } catch (ApiStartFailed e) {
            close();
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private ApiServer serve(
            ApiConfig listen,
            BiFunction<PostgresWebhooks, Schedules, ApiParts> parts,
            HikariDataSource pool,
            SourceAccess access)
            throws ApiStartFailed {
        LocalWebhooks webhooks = opened(new LocalWebhooks(pool, listen, access.credentials()));
        LocalSchedules schedules = opened(new LocalSchedules(pool, jobs));
        return opened(ApiServer.start(listen, parts.apply(webhooks.webhooks(), schedules.schedules())));
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
        return Optional.ofNullable(api).map(ApiServer::uri);
    }

    /** A connection of its own to the ledger's database, for measurements. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static AccessStores access(HikariDataSource pool) {
        return new AccessStores(
                new PostgresTokens(pool),
                new PostgresAudit(pool, PostgresAudit.DEFAULT_KEEPING, InstantSource.system()));
    }

    /** Before a database is made for nothing: where there is none there is no token either. */
    private static void requireAllowed(SingleProcessConfig config) {
        ApiConfig api = config.api();
        if (api != null) {
            boolean database = config.database() != null || new DataDirectory(config.dataDirectory()).hasDatabase();
            api.access().refusal(database).ifPresent(reason -> {
                throw new StartFailed(reason, null);
            });
        }
    }

    private SingleProcessConfig.ExternalDatabase embedded(Path dataDirectory) {
        EmbeddedDatabase server = opened(EmbeddedDatabase.open(dataDirectory));
        return new SingleProcessConfig.ExternalDatabase(server.jdbcUrl(), server.user(), server.password());
    }

    private static Optional<String> readiness(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? Optional.empty() : Optional.of("The database does not answer.");
        } catch (SQLException e) {
            return Optional.of("The database cannot be reached.");
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others must be closed all the same; what this one left is healed at the next start.
                System.getLogger(SingleProcess.class.getName())
                        .log(System.Logger.Level.WARNING, "A part did not close cleanly.", e);
            }
        }
    }
}
