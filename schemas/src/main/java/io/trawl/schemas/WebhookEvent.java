package io.trawl.schemas;

import java.time.Instant;
import java.util.UUID;

/**
 * What a webhook tells: that a job has ended, and how. It may come more than once; the id tells repetitions apart.
 *
 * @param type {@code job.ended}
 * @param version of the job when it ended
 * @param state in which it ended
 */
public record WebhookEvent(UUID deliveryId, String type, UUID jobId, JobState state, long version, Instant endedAt) {
    public static final String JOB_ENDED = "job.ended";

    public WebhookEvent {
        Checks.present(deliveryId, "delivery_id");
        Checks.present(type, "type");
        Checks.present(jobId, "job_id");
        Checks.present(state, "state");
        Checks.present(endedAt, "ended_at");
    }
}
