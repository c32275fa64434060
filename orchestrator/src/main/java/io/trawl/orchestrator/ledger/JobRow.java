package io.trawl.orchestrator.ledger;

import io.trawl.schemas.JobState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What transitions ask of a job while they hold its lock.
 *
 * @param overrun the limit it has passed; null while it is within all of them
 */
record JobRow(
        UUID jobId,
        String tenant,
        int bucket,
        int phases,
        JobState state,
        @Nullable String overrun) {
    /** Whether its tasks may be claimed and started. */
    boolean running() {
        return state == JobState.RUNNING && withinLimits();
    }

    /** Whether records may still become tasks: beyond a limit, what was left is counted already. */
    boolean withinLimits() {
        return overrun == null;
    }

    JobRow in(JobState other) {
        return new JobRow(jobId, tenant, bucket, phases, other, overrun);
    }

    /** Whether reports are taken and chunks scheduled. */
    boolean alive() {
        return state == JobState.RUNNING || state == JobState.PAUSED;
    }

    boolean cancelling() {
        return state == JobState.CANCELLING;
    }
}
