package io.trawl.engine.ledger;

import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.JobRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to be stored.
 *
 * @param idempotencyKey unique per tenant; null when the caller gave none
 * @param requestHash of the canonical request, compared when the key is seen again
 * @param aliveLimit jobs of its tenant that may not have ended, this one included; at least 1
 * @param trace the place in a trace that its submission is; null keeps none
 */
public record NewJob(
        UUID jobId,
        String tenant,
        JobRequest request,
        List<PhasePlan> phases,
        @Nullable String idempotencyKey,
        String requestHash,
        int aliveLimit,
        @Nullable TraceContext trace) {
    public static final int DEFAULT_ALIVE_LIMIT = 10_000;

    /** Among as many as usual, under no trace. */
    public NewJob(
            UUID jobId,
            String tenant,
            JobRequest request,
            List<PhasePlan> phases,
            @Nullable String idempotencyKey,
            String requestHash) {
        this(jobId, tenant, request, phases, idempotencyKey, requestHash, DEFAULT_ALIVE_LIMIT, null);
    }

    public NewJob {
        if (aliveLimit < 1) {
            throw new IllegalArgumentException("At least one job may be alive, got " + aliveLimit + ".");
        }
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("A job needs at least one phase.");
        }
    }
}
