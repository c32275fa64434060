package io.trawl.engine.state;

import static io.trawl.schemas.TaskState.ABORTING;
import static io.trawl.schemas.TaskState.ASSIGNED;
import static io.trawl.schemas.TaskState.CANCELLED;
import static io.trawl.schemas.TaskState.DEAD;
import static io.trawl.schemas.TaskState.DONE;
import static io.trawl.schemas.TaskState.PENDING;
import static io.trawl.schemas.TaskState.RUNNING;
import static io.trawl.schemas.TaskState.SPLIT;

import io.trawl.schemas.TaskState;
import java.util.List;

/** Every move a task can make. */
public final class TaskMoves {
    public static final List<Move<TaskState>> ALL = List.of(
            new Move<>(PENDING, ASSIGNED, "claim"),
            new Move<>(PENDING, CANCELLED, "cancel"),
            new Move<>(PENDING, DEAD, "a limit of its job was passed"),
            new Move<>(PENDING, DONE, "a limit was passed, nothing was left"),
            new Move<>(ASSIGNED, RUNNING, "start"),
            new Move<>(ASSIGNED, PENDING, "redispatch, pause, packet undeliverable"),
            new Move<>(ASSIGNED, SPLIT, "packets undeliverable at the limit"),
            new Move<>(ASSIGNED, CANCELLED, "cancel"),
            new Move<>(ASSIGNED, DEAD, "a limit of its job was passed, one record left whose packet is undeliverable"),
            new Move<>(ASSIGNED, DONE, "a limit was passed or packets undeliverable, nothing was left"),
            new Move<>(RUNNING, DONE, "finish"),
            new Move<>(RUNNING, PENDING, "failure, hand-back, lost lease"),
            new Move<>(RUNNING, SPLIT, "failures or crashes at the limit"),
            new Move<>(RUNNING, DEAD, "one record left that cannot be processed"),
            new Move<>(RUNNING, ABORTING, "abort, cancel, pause now, a limit passed"),
            new Move<>(ABORTING, PENDING, "let go, or lease expired"),
            new Move<>(ABORTING, CANCELLED, "let go in a cancelled job"),
            new Move<>(DEAD, PENDING, "retry"));

    private TaskMoves() {}

    public static boolean allowed(TaskState from, TaskState to) {
        return ALL.stream().anyMatch(move -> move.from() == from && move.to() == to);
    }
}
