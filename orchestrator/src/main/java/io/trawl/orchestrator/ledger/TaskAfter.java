package io.trawl.orchestrator.ledger;

import io.trawl.schemas.TaskState;

/**
 * What a transition makes of a task.
 *
 * @param row with its seq and checkpoint already moved
 * @param delayMillis until it is due again, when the state is PENDING; {@link #IN_PLACE} leaves it where it was in the queue
 * @param endedByReport whether its execution's own report ended the attempt
 */
record TaskAfter(TaskRow row, TaskState state, TaskRow.Trouble trouble, long delayMillis, boolean endedByReport) {
    /** Of what was lost through no fault of its own: it must not wait behind all that came after it. */
    static final long IN_PLACE = -1;

    static TaskAfter to(TaskState state, TaskRow row) {
        return new TaskAfter(row, state, row.trouble(), 0, false);
    }

    TaskAfter failedOnceMore() {
        TaskRow.Trouble more =
                new TaskRow.Trouble(trouble.failures() + 1, trouble.crashes(), trouble.solo(), trouble.soloCrashes());
        return new TaskAfter(row, state, more, delayMillis, endedByReport);
    }

    TaskAfter as(TaskState other) {
        return new TaskAfter(row, other, trouble, delayMillis, endedByReport);
    }
}
