package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.cli.database.InstallationKey;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.api.ApiParts;
import io.trawl.orchestrator.api.ApiServer;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.worker.WorkerConfig;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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
    private final String jdbcUrl;

    private SingleProcess(SingleProcessConfig config, Workloads workloads, String version) {
        try {
            SingleProcessConfig.ExternalDatabase database = config.database();
            if (database == null) {
                EmbeddedDatabase embedded = opened(EmbeddedDatabase.open(config.dataDirectory()));
                database = new SingleProcessConfig.ExternalDatabase(
                        embedded.jdbcUrl(), embedded.user(), embedded.password());
            }
            jdbcUrl = database.jdbcUrl();
            HikariDataSource pool = opened(LedgerPool.open(jdbcUrl, database.user(), database.password()));
            LedgerMigrations.migrate(pool);
            PostgresLedger ledger =
                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, config.lease(), new SecureRandom());
            EngineMetrics metrics = new EngineMetrics(ledger);
            LocalEngine.Settings settings = new LocalEngine.Settings(
                    WorkerConfig.inProcess(WORKER, config.threads()),
                    config.lease(),
                    Reconciler.Bounds.DEFAULT,
                    config.database() == null);
            byte[] key = InstallationKey.load(config.dataDirectory());
            LocalEngine engine = opened(LocalEngine.start(ledger, workloads, key, settings, metrics));
            jobs = engine.jobs();
            api = config.api() == null ? null : opened(serve(config.api(), ledger, metrics, version));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
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

    public String jdbcUrl() {
        return jdbcUrl;
    }

    private ApiServer serve(ApiConfig config, PostgresLedger ledger, EngineMetrics metrics, String version) {
        return ApiServer.start(config, new ApiParts(jobs, ledger::unreadyBecause, metrics::scrape, version));
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
                        .log(System.Logger.Level.WARNING, "A part did not close cleanly: {0}", e.toString());
            }
        }
    }
}
