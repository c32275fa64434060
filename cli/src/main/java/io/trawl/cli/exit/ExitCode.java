package io.trawl.cli.exit;

import io.trawl.schemas.JobState;

/** What the shell gets to see. The numbers are an interface: scripts depend on them. */
public enum ExitCode {
    COMPLETE(0),
    FAILED(1),
    USAGE(2),
    COMPLETE_WITH_GAPS(3),
    /** A finding that {@code --fail-on} names; stronger than gaps. */
    MATCHED(4),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /**
     * @param state terminal
     * @param matched whether a finding was named by {@code --fail-on}; a job that failed has failed all the same
     */
    public static ExitCode of(JobState state, boolean matched) {
        return switch (state) {
            case COMPLETED -> matched ? MATCHED : COMPLETE;
            case COMPLETED_WITH_GAPS -> matched ? MATCHED : COMPLETE_WITH_GAPS;
            case FAILED -> FAILED;
            case CANCELLED -> INTERRUPTED;
            case PENDING, RUNNING, PAUSED, CANCELLING ->
                throw new IllegalArgumentException("A job that is " + state + " has not ended.");
        };
    }
}
