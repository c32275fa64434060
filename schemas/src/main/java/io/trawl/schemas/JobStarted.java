package io.trawl.schemas;

import java.util.UUID;

/** The answer to {@code POST /start_job}; {@code created} is false when the idempotency key was seen before. */
public record JobStarted(UUID jobId, JobState state, boolean created) {
    public JobStarted {
        Checks.present(jobId, "job_id");
        Checks.present(state, "state");
    }
}
