package io.trawl.orchestrator.api;

import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.FleetLedger;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.site.Sites;
import io.trawl.engine.source.Sources;
import io.trawl.engine.trace.JobTraces;
import io.trawl.orchestrator.access.AccessStores;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.Page;
import io.trawl.schemas.PoolView;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WorkerView;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the API serves.
 *
 * @param metrics the page of {@code /actuator/prometheus}, in Prometheus' text format
 * @param access where tokens and the audit trail are kept
 * @param version of this installation, shown by {@code /actuator/info}
 * @param deliveries of webhooks
 * @param schedules of jobs
 * @param host what is served beside jobs
 */
public record ApiParts(
        JobService jobs,
        Sources sources,
        ReadinessCheck readiness,
        Supplier<String> metrics,
        AccessStores access,
        String version,
        Deliveries deliveries,
        Schedules schedules,
        Host host) {
    /**
     * The installation that the jobs are of.
     *
     * @param fleet who works, and how much there is to do
     * @param workers answers workers that reach it by HTTP alone; null gives out no tasks
     * @param traces of jobs, for headers and logs
     * @param installation who answers; asked at each request
     * @param sites of a master; null where there is none
     */
    public record Host(
            Fleet fleet,
            @Nullable WorkerProtocol workers,
            JobTraces traces,
            Supplier<InstallationView> installation,
            @Nullable Sites sites) {
        /** Of a host that keeps no job store, so that no master may take it for one. */
        private static final InstallationView NOBODY =
                new InstallationView(new UUID(0, 0), 1, new UUID(0, 0), "none", "none", List.of(), List.of());

        /** Jobs and nothing else, but for workers that come by HTTP. */
        public static Host ofJobs(@Nullable WorkerProtocol workers) {
            return new Host(KnownFleet.NONE, workers, new JobTraces(), () -> NOBODY, null);
        }
    }

    /** Announcements of a job's ends. */
    @FunctionalInterface
    public interface Deliveries {
        /** Knows of none. */
        Deliveries NONE = (tenant, job, cursor, limit) -> new Page<>(List.of(), null);

        /** @throws IllegalArgumentException for a cursor that it did not give */
        Page<WebhookDelivery> of(String tenant, UUID job, @Nullable String cursor, int limit);
    }

    /** Workers and pools of the installation. */
    public interface Fleet extends FleetLedger {
        /** Every pool with workers or tasks, by name. */
        List<PoolView> pools();

        /** @param pools asked at each request: it should remember for a while */
        static Fleet of(FleetLedger workers, Supplier<List<PoolView>> pools) {
            return new KnownFleet(workers, pools);
        }
    }

    private record KnownFleet(FleetLedger ledger, Supplier<List<PoolView>> known) implements Fleet {
        /** Of a host that has neither. */
        static final Fleet NONE = Fleet.of((pool, alive, cursor, limit) -> new Page<>(List.of(), null), List::of);

        @Override
        public Page<WorkerView> workers(
                @Nullable String pool, @Nullable Boolean alive, @Nullable String cursor, int limit) {
            return ledger.workers(pool, alive, cursor, limit);
        }

        @Override
        public List<PoolView> pools() {
            return known.get();
        }
    }

    /** Without webhooks, and of jobs alone. */
    public ApiParts(
            JobService jobs,
            Sources sources,
            ReadinessCheck readiness,
            Supplier<String> metrics,
            AccessStores access,
            String version,
            Schedules schedules) {
        this(jobs, sources, readiness, metrics, access, version, Deliveries.NONE, schedules, Host.ofJobs(null));
    }

    /** The same at another host. */
    public ApiParts at(Host other) {
        return new ApiParts(jobs, sources, readiness, metrics, access, version, deliveries, schedules, other);
    }
}
