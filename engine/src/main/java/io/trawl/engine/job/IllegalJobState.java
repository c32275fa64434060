package io.trawl.engine.job;

import io.trawl.schemas.JobState;
import java.util.UUID;

/** The verb is illegal in the job's state. */
public final class IllegalJobState extends Exception {
    private final JobState state;

    public IllegalJobState(String verb, UUID jobId, JobState state) {
        super("Cannot " + verb + " job " + jobId + ": it is " + state + ".");
        this.state = state;
    }

    public JobState state() {
        return state;
    }
}
