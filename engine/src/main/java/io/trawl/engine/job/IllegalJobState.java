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

    private IllegalJobState(String sentence, JobState state) {
        super(sentence);
        this.state = state;
    }

    /** In the words of whoever refused. */
    public static IllegalJobState saying(String sentence, JobState state) {
        return new IllegalJobState(sentence, state);
    }

    static IllegalJobState nothingToRetry(UUID jobId, JobState state) {
        return saying(
                "Cannot retry job " + jobId + ": it is " + state
                        + ", and nothing of it failed in a way that another try could mend; its gaps say why.",
                state);
    }

    static IllegalJobState inputsGone(UUID jobId, JobState state) {
        return saying(
                "Cannot retry job " + jobId + ": it is " + state
                        + ", and what its tasks would read again was removed after the time for which jobs can be"
                        + " retried; start the job anew.",
                state);
    }

    static IllegalJobState notEnded(UUID jobId, JobState state) {
        return saying(
                "Cannot acknowledge the end of job " + jobId + ": it is " + state + "; wait until it has ended.",
                state);
    }

    public JobState state() {
        return state;
    }
}
