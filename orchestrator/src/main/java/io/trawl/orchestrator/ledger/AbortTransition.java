package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.Command.AbortAttempt;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.Map;

/** RUNNING attempts become ABORTING: fenced at once, in the budget until their worker has let go. */
final class AbortTransition {
    private final Database database;
    private final Fences fences;
    private final TaskWriter writer;

    AbortTransition(Database database) {
        this.database = database;
        this.fences = database.fences();
        this.writer = new TaskWriter(database);
    }

    Effect abort(List<AbortAttempt> commands) {
        if (commands.isEmpty()) {
            return Effect.NONE;
        }
        return database.inTransaction(handle -> {
            JobLocks.share(handle, commands.stream().map(AbortAttempt::jobId));
            long[] ids =
                    commands.stream().mapToLong(AbortAttempt::taskId).distinct().toArray();
            Map<Long, TaskRow> rows = TaskRows.lock(handle, ids);
            TaskChanges changes = new TaskChanges();
            for (AbortAttempt command : commands) {
                TaskRow row = rows.get(command.taskId());
                if (row != null && applies(command, row)) {
                    rows.remove(command.taskId());
                    changes.move(aborting(command, row));
                }
            }
            return new Effect(changes.moved().size(), changes.events(), writer.write(handle, changes));
        });
    }

    /** A stall is held against the task at once; what follows from it waits until the worker has let go. */
    private static TaskAfter aborting(AbortAttempt command, TaskRow row) {
        TaskAfter after = TaskAfter.to(TaskState.ABORTING, row);
        return command.cause() == AbortAttempt.Cause.STALLED ? after.failedOnceMore() : after;
    }

    private boolean applies(AbortAttempt command, TaskRow row) {
        return row.key().jobId().equals(command.jobId())
                && fences.hold(Fence.ABORT_RUNNING, row.state() == TaskState.RUNNING)
                && fences.hold(Fence.ABORT_ATTEMPT, row.attempt().number() == command.attempt());
    }
}
