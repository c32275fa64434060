package io.trawl.schemas;

/** The states of a job. */
public enum JobState {
    /** Accepted and stored; nothing may be claimed yet. */
    PENDING(false),
    /** Its tasks may be claimed. */
    RUNNING(false),
    /** No new task is claimed; running ones finish, acceptance and scheduling go on. */
    PAUSED(false),
    /** No result is published any more; running attempts are being stopped. */
    CANCELLING(false),
    /** Every discovered record is accounted for and was read. Terminal. */
    COMPLETED(true),
    /** Every discovered record is accounted for, and some could not be read: the receipt lists them. Terminal. */
    COMPLETED_WITH_GAPS(true),
    /** The job could not be carried to an end; the reason is in its status. Terminal. */
    FAILED(true),
    /** Stopped by a user; what was published before stays. Terminal. */
    CANCELLED(true);

    private final boolean terminal;

    JobState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether nothing follows but an explicit retry. */
    public boolean terminal() {
        return terminal;
    }
}
