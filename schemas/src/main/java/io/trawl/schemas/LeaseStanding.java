package io.trawl.schemas;

import java.util.UUID;

/**
 * Where a listed attempt stands.
 *
 * @param acceptedSeq highest accepted seq of the execution
 * @param gone it no longer counts, for example because its job was cancelled: stop it, forget its reports
 * @param ended it ended with its last report accepted: no longer list it
 */
public record LeaseStanding(long taskId, int attempt, UUID execution, int acceptedSeq, boolean gone, boolean ended) {
    public LeaseStanding {
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.present(execution, "execution");
        Checks.atLeast(acceptedSeq, 0, "accepted_seq");
    }
}
