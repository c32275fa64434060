package io.trawl.orchestrator.api;

import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.job.JobService;
import io.trawl.engine.schedule.Schedules;
import io.trawl.engine.source.Sources;
import io.trawl.orchestrator.access.AccessStores;
import io.trawl.schemas.Page;
import io.trawl.schemas.WebhookDelivery;
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
 * @param workers answers workers that reach it by HTTP alone; null gives out no tasks
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
        @Nullable WorkerProtocol workers) {
    /** Announcements of a job's ends. */
    @FunctionalInterface
    public interface Deliveries {
        /** Knows of none. */
        Deliveries NONE = (tenant, job, cursor, limit) -> new Page<>(List.of(), null);

        /** @throws IllegalArgumentException for a cursor that it did not give */
        Page<WebhookDelivery> of(String tenant, UUID job, @Nullable String cursor, int limit);
    }

    /** Without workers from afar. */
    public ApiParts(
            JobService jobs,
            Sources sources,
            ReadinessCheck readiness,
            Supplier<String> metrics,
            AccessStores access,
            String version,
            Deliveries deliveries,
            Schedules schedules) {
        this(jobs, sources, readiness, metrics, access, version, deliveries, schedules, null);
    }

    /** The same, and workers by HTTP. */
    public ApiParts serving(WorkerProtocol protocol) {
        return new ApiParts(jobs, sources, readiness, metrics, access, version, deliveries, schedules, protocol);
    }

    /** Without webhooks. */
    public ApiParts(
            JobService jobs,
            Sources sources,
            ReadinessCheck readiness,
            Supplier<String> metrics,
            AccessStores access,
            String version,
            Schedules schedules) {
        this(jobs, sources, readiness, metrics, access, version, Deliveries.NONE, schedules);
    }
}
