package io.trawl.orchestrator.ledger;

import io.trawl.schemas.JobState;
import java.util.UUID;

/** What transitions ask of a job while they hold its lock. */
record JobRow(UUID jobId, String tenant, int bucket, int phases, JobState state) {
    boolean running() {
        return state == JobState.RUNNING;
    }

    /** Whether reports are taken and chunks scheduled. */
    boolean alive() {
        return state == JobState.RUNNING || state == JobState.PAUSED;
    }

    boolean cancelling() {
        return state == JobState.CANCELLING;
    }
}
