package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.config.DeploymentModel;
import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.Workloads;
import io.trawl.federation.Audit;
import io.trawl.federation.Federation;
import io.trawl.federation.Self;
import io.trawl.federation.Store;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.ledger.JobSchema;
import io.trawl.orchestrator.ledger.PostgresAudit;
import io.trawl.orchestrator.ledger.PostgresInstallation;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.schemas.InstallationView;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The master of a FEDERATED installation: the same API over the same database, but it does no work itself. What it is
 * asked for it asks of its sites.
 */
public final class MasterProcess implements AutoCloseable {
    private static final String NAME = "federation";

    private final Parts parts = new Parts();
    private final Federation federation;
    private final ApiService api;

    private MasterProcess(SingleProcessConfig config, ApiConfig listen, String version) {
        try {
            ExternalDatabase external = config.database();
            HikariDataSource pool =
                    parts.opened(LedgerPool.migrated(external != null ? external : embedded(config.dataDirectory())));
            PostgresInstallation installation = new PostgresInstallation(pool);
            PostgresInstallation.Identity identity = installation.begin();
            PostgresLedger ledger =
                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, config.lease(), new SecureRandom());
            Workloads workloads = Workloads.installed();
            SecureRandom random = new SecureRandom();
            federation = parts.opened(Federation.start(
                    new Federation.Parts(
                            Store.migrated(pool),
                            new Self(identity.installationId(), version),
                            ledger,
                            workloads,
                            config.access().credentials(),
                            new TimeOrderedIds(InstantSource.system(), random),
                            audit(pool)),
                    new Federation.Policy(
                            Federation.PACE,
                            Federation.PATIENCE,
                            config.jobsAlive(),
                            config.retention().jobs()),
                    InstantSource.system(),
                    random));
            api = parts.opened(ApiService.start(
                    listen,
                    pool,
                    new ApiService.Served(
                            federation.jobs(),
                            ledger,
                            workloads,
                            config.access(),
                            parts.opened(new MetricsPage()),
                            () -> ApiService.readiness(pool),
                            version,
                            null,
                            ApiService.fleet(pool, ledger),
                            new JobTraces(),
                            view(installation, version),
                            new ApiService.Master(
                                    federation.sites(), federation::knows, new JobSchema(Store.SCHEMA)))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A master may be a site of another one, and tells it what is below. */
    private Supplier<InstallationView> view(PostgresInstallation installation, String version) {
        List<String> capabilities = List.of(InstallationView.PARENTS, InstallationView.ACKNOWLEDGES);
        return () -> installation
                .current()
                .view(version, DeploymentModel.FEDERATED.name(), capabilities, federation.below());
    }

    private static Audit audit(HikariDataSource pool) {
        AuditTrail trail = new PostgresAudit(pool, PostgresAudit.DEFAULT_KEEPING, InstantSource.system());
        return (tenant, action, target) -> trail.append(new AuditEntry(
                InstantSource.system().instant(),
                tenant,
                NAME,
                action,
                target,
                AuditEntry.Outcome.DONE,
                0,
                1,
                UUID.randomUUID()));
    }

    private ExternalDatabase embedded(Path dataDirectory) {
        EmbeddedDatabase server = parts.opened(EmbeddedDatabase.open(dataDirectory));
        return new ExternalDatabase(server.jdbcUrl(), server.user(), server.password());
    }

    /** @throws StartFailed saying in a sentence why not */
    public static MasterProcess start(SingleProcessConfig config, String version) {
        ApiConfig listen = config.api();
        if (listen == null) {
            throw new StartFailed("A master without its API is of no use; give it a port.", null);
        }
        boolean database = config.database() != null || new DataDirectory(config.dataDirectory()).hasDatabase();
        ApiService.requireAllowed(listen, database);
        return new MasterProcess(config, listen, version);
    }

    public JobService jobs() {
        return federation.jobs();
    }

    /** Where the API listens. */
    public Optional<URI> api() {
        return Optional.of(api.uri());
    }

    @Override
    public void close() {
        parts.close();
    }
}
