package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.config.DeploymentModel;
import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.AssignLedger;
import io.trawl.engine.ledger.SourceLedger;
import io.trawl.engine.site.Sites;
import io.trawl.engine.source.Sources;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.access.AccessStores;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.api.ApiParts;
import io.trawl.orchestrator.api.ApiServer;
import io.trawl.orchestrator.api.ApiStartFailed;
import io.trawl.orchestrator.api.ReadinessCheck;
import io.trawl.orchestrator.ledger.JobSchema;
import io.trawl.orchestrator.ledger.PostgresAudit;
import io.trawl.orchestrator.ledger.PostgresFleet;
import io.trawl.orchestrator.ledger.PostgresInstallation;
import io.trawl.orchestrator.ledger.PostgresTokens;
import io.trawl.orchestrator.metrics.KnownPools;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.schemas.InstallationView;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP API with what runs beside it: webhooks and schedules. */
final class ApiService implements AutoCloseable {
    private final Parts parts = new Parts();
    private final ApiServer server;

    /**
     * What is served.
     *
     * @param version shown by the API
     * @param workers for workers that reach it by HTTP alone
     * @param fleet who works, and how much there is to do
     * @param traces of jobs, for headers and logs
     * @param installation who answers; asked at each request
     * @param master null is none
     */
    record Served(
            JobService jobs,
            SourceLedger ledger,
            Workloads workloads,
            SourceAccess access,
            MetricsPage metrics,
            ReadinessCheck readiness,
            String version,
            @Nullable WorkerProtocol workers,
            ApiParts.Fleet fleet,
            JobTraces traces,
            Supplier<InstallationView> installation,
            @Nullable Master master) {
        /** Of an installation that does its work itself. */
        Served(
                JobService jobs,
                SourceLedger ledger,
                Workloads workloads,
                SourceAccess access,
                MetricsPage metrics,
                ReadinessCheck readiness,
                String version,
                WorkerProtocol workers,
                ApiParts.Fleet fleet,
                JobTraces traces,
                Supplier<InstallationView> installation) {
            this(
                    jobs,
                    ledger,
                    workloads,
                    access,
                    metrics,
                    readiness,
                    version,
                    workers,
                    fleet,
                    traces,
                    installation,
                    null);
        }

        private JobSchema home() {
            return master == null ? JobSchema.LEDGER : master.home();
        }

        private Sources sources() {
            return master == null
                    ? new Sources(ledger, workloads, access)
                    : Sources.ofSites(ledger, workloads, access, master.knows());
        }
    }

    /**
     * What a master has beside its jobs.
     *
     * @param knows whether a tenant has a site of that id
     * @param home of its jobs
     */
    record Master(Sites sites, BiPredicate<String, String> knows, JobSchema home) {}

    private ApiService(ApiConfig listen, HikariDataSource pool, Served served) {
        try {
            LocalWebhooks webhooks = parts.opened(new LocalWebhooks(
                    pool, served.home(), listen, served.access().credentials(), served.traces()));
            LocalSchedules schedules = parts.opened(new LocalSchedules(pool, served.jobs(), served.home()));
            server = parts.opened(ApiServer.start(
                    listen,
                    new ApiParts(
                            served.jobs(),
                            served.sources(),
                            served.readiness(),
                            served.metrics(),
                            access(pool),
                            served.version(),
                            webhooks.webhooks()::deliveries,
                            schedules.schedules(),
                            new ApiParts.Host(
                                    served.fleet(),
                                    served.workers(),
                                    served.traces(),
                                    served.installation(),
                                    served.master() == null
                                            ? null
                                            : served.master().sites()))));
        } catch (ApiStartFailed e) {
            parts.close();
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** @throws StartFailed saying in a sentence why not */
    static ApiService start(ApiConfig listen, HikariDataSource pool, Served served) {
        return new ApiService(listen, pool, served);
    }

    /** @throws StartFailed when the API may not listen like this */
    static void requireAllowed(ApiConfig listen, boolean database) {
        listen.access().refusal(database).ifPresent(reason -> {
            throw new StartFailed(reason, null);
        });
    }

    /** Who works, by the ledger. */
    static ApiParts.Fleet fleet(HikariDataSource pool, AssignLedger ledger) {
        return ApiParts.Fleet.of(new PostgresFleet(pool), new KnownPools(ledger, System::nanoTime));
    }

    /** Who answers, as one that masters may give jobs to. */
    static Supplier<InstallationView> installation(
            PostgresInstallation installation, String version, DeploymentModel model) {
        List<String> capabilities = List.of(InstallationView.PARENTS, InstallationView.ACKNOWLEDGES);
        return () -> installation.current().view(version, model.name(), capabilities, List.of());
    }

    /** Whether the database answers. */
    static Optional<String> readiness(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? Optional.empty() : Optional.of("The database does not answer.");
        } catch (SQLException e) {
            return Optional.of("The database cannot be reached.");
        }
    }

    private static AccessStores access(HikariDataSource pool) {
        return new AccessStores(
                new PostgresTokens(pool),
                new PostgresAudit(pool, PostgresAudit.DEFAULT_KEEPING, InstantSource.system()));
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        parts.close();
    }
}
