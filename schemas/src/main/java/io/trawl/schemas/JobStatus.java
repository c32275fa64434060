package io.trawl.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as {@code GET /get_job_status} shows it.
 *
 * @param version grows with every change of the job or its counters
 * @param etaS seconds left, estimated; null when unknown or over
 * @param results number of published result keys per kind, and per kind and subkind ({@code finding/iban})
 * @param reason why the job FAILED; null otherwise
 * @param sites where it stands at each site, by site; null of a job that is not spread over sites
 */
public record JobStatus(
        UUID jobId,
        String name,
        String workload,
        JobState state,
        int priority,
        Map<String, String> labels,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        @Nullable Long etaS,
        List<PhaseStatus> phases,
        Map<String, Long> results,
        @Nullable String reason,
        @Nullable List<SiteProgress> sites) {
    public JobStatus {
        Checks.present(jobId, "job_id");
        Checks.present(name, "name");
        Checks.present(workload, "workload");
        Checks.present(state, "state");
        Checks.within(priority, 1, JobRequest.MAX_PRIORITY, "priority");
        labels = Checks.map(labels, "labels");
        Checks.atLeast(version, 0, "version");
        Checks.present(createdAt, "created_at");
        Checks.present(updatedAt, "updated_at");
        phases = Checks.list(phases, "phases");
        results = Checks.counts(results, "results");
        sites = sites == null ? null : Checks.list(sites, "sites");
    }

    /** Of a job that is not spread over sites. */
    public JobStatus(
            UUID jobId,
            String name,
            String workload,
            JobState state,
            int priority,
            Map<String, String> labels,
            long version,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant endedAt,
            @Nullable Long etaS,
            List<PhaseStatus> phases,
            Map<String, Long> results,
            @Nullable String reason) {
        this(
                jobId, name, workload, state, priority, labels, version, createdAt, updatedAt, endedAt, etaS, phases,
                results, reason, null);
    }

    /** The same with rates. @param etaS null when unknown */
    public JobStatus measured(List<PhaseStatus> withRates, @Nullable Long etaS) {
        return new JobStatus(
                jobId, name, workload, state, priority, labels, version, createdAt, updatedAt, endedAt, etaS, withRates,
                results, reason, sites);
    }
}
