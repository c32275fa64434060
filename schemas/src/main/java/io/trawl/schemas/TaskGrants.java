package io.trawl.schemas;

import java.util.List;

/** The answer to {@code POST /get_task}; empty when the wait was in vain. */
public record TaskGrants(List<TaskGrant> tasks) {
    public TaskGrants {
        tasks = Checks.list(tasks, "tasks");
    }
}
