package io.trawl.engine.workload;

/** When a phase may start. */
public enum PhaseMode {
    /** As soon as the phase before it has delivered anything. */
    STREAMING,
    /** When all earlier phases have nothing open and nothing unscheduled. */
    BARRIER
}
