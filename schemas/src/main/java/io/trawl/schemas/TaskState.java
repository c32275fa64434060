package io.trawl.schemas;

/** The states of a task. */
public enum TaskState {
    /** Waits to be claimed, not before its due time. */
    PENDING(false, false),
    /** Claimed for an attempt whose packet is on its way; no worker has started it. */
    ASSIGNED(false, true),
    /** One execution owns the attempt and may report. */
    RUNNING(false, true),
    /** Fenced: its reports are refused, yet it counts in the budget until its worker is known to have let go. */
    ABORTING(false, true),
    /** All its inputs have an outcome. Terminal. */
    DONE(true, false),
    /** Replaced by two children that cover what was left. Terminal. */
    SPLIT(true, false),
    /**
     * What it has left is counted as failed: one record that cannot be processed is quarantined, or its job has passed
     * a limit. Terminal but for a retry.
     */
    DEAD(true, false),
    /** Its job was cancelled. Terminal. */
    CANCELLED(true, false);

    private final boolean terminal;
    private final boolean inFlight;

    TaskState(boolean terminal, boolean inFlight) {
        this.terminal = terminal;
        this.inFlight = inFlight;
    }

    public boolean terminal() {
        return terminal;
    }

    /** Whether it counts in the budget of its source. */
    public boolean inFlight() {
        return inFlight;
    }
}
