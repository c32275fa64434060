package io.trawl.engine.ledger;

import io.trawl.schemas.JobRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to be stored.
 *
 * @param idempotencyKey unique per tenant; null when the caller gave none
 * @param requestHash of the canonical request, compared when the key is seen again
 */
public record NewJob(
        UUID jobId,
        String tenant,
        JobRequest request,
        List<PhasePlan> phases,
        @Nullable String idempotencyKey,
        String requestHash) {
    public NewJob {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("A job needs at least one phase.");
        }
    }
}
