package io.trawl.engine.job;

import io.trawl.schemas.JobState;
import java.util.List;

/** What users do to a job that is there. */
public enum JobVerb {
    CANCEL("cancel", JobState.PENDING, JobState.RUNNING, JobState.PAUSED),
    PAUSE("pause", JobState.RUNNING),
    /** Stops what runs as well; it goes on from its checkpoints. */
    PAUSE_NOW("pause", JobState.RUNNING, JobState.PAUSED),
    RESUME("resume", JobState.PAUSED),
    RETRY("retry", JobState.COMPLETED_WITH_GAPS, JobState.FAILED);

    private final String word;
    private final List<JobState> from;

    JobVerb(String word, JobState... from) {
        this.word = word;
        this.from = List.of(from);
    }

    public String word() {
        return word;
    }

    /** The states in which it does something. */
    public List<JobState> from() {
        return from;
    }

    /** Whether a job in this state stands where the verb leads: said twice, it was answered well twice. */
    boolean isDone(JobState state) {
        return switch (this) {
            case CANCEL -> state == JobState.CANCELLING || state == JobState.CANCELLED;
            case PAUSE, PAUSE_NOW -> state == JobState.PAUSED;
            case RESUME -> state == JobState.RUNNING;
            // A job that runs was perhaps never retried at all.
            case RETRY -> false;
        };
    }
}
