package io.trawl.schemas;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The announcement of one end of a job to one receiver.
 *
 * @param webhook position of the receiver in the job's request, from 0
 * @param target scheme, host and port of the receiver
 * @param version of the job when it ended
 * @param jobState in which it ended
 * @param attempts so far
 * @param createdAt when the job ended
 * @param dueAt when it is tried next; null when it is over
 * @param endedAt when it was delivered or given up
 * @param httpStatus of the last answer; null when there was none
 * @param error why the last attempt failed; null when it did not
 */
public record WebhookDelivery(
        UUID deliveryId,
        int webhook,
        String target,
        long version,
        JobState jobState,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable Integer httpStatus,
        @Nullable String error) {
    public WebhookDelivery {
        Checks.present(deliveryId, "delivery_id");
        Checks.present(target, "target");
        Checks.present(jobState, "job_state");
        Checks.present(state, "state");
        Checks.present(createdAt, "created_at");
    }
}
