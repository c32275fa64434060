package io.trawl.schemas;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a verb for several jobs did to one of them.
 *
 * @param done whether it did what it says
 * @param state of the job after it
 * @param reason why it was not done; null when it was
 */
public record VerbOutcome(
        UUID jobId,
        String name,
        boolean done,
        JobState state,
        @Nullable String reason) {
    public VerbOutcome {
        Checks.present(jobId, "job_id");
        Checks.present(name, "name");
        Checks.present(state, "state");
    }
}
