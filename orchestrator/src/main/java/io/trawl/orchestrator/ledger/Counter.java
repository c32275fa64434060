package io.trawl.orchestrator.ledger;

import io.trawl.schemas.TaskState;

/** The columns of {@code phase_counter}. The first eight are tasks by state, in the order of {@link TaskState}. */
enum Counter {
    PENDING,
    ASSIGNED,
    RUNNING,
    ABORTING,
    DONE,
    SPLIT,
    DEAD,
    CANCELLED,
    UNSCHEDULED,
    DISCOVERED,
    PROCESSED,
    SKIPPED,
    FAILED,
    EXCLUDED,
    BYTES;

    private static final Counter[] ALL = values();

    static Counter of(TaskState state) {
        return ALL[state.ordinal()];
    }

    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
