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
 * @param results number of published result keys per kind
 * @param reason why the job FAILED; null otherwise
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
        @Nullable String reason) {
    public JobStatus {
        labels = Map.copyOf(labels);
        phases = List.copyOf(phases);
        results = Map.copyOf(results);
    }
}
