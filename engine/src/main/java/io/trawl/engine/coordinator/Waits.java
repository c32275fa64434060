package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.schemas.TaskView;
import java.util.Map;

/** The reasons of the newest plan, for those who ask why a task waits. Soft state; safe for many threads. */
public final class Waits {
    private volatile Map<GroupKey, WaitReason> newest = Map.of();

    public void update(Plan plan) {
        newest = plan.waits();
    }

    public Map<GroupKey, WaitReason> newest() {
        return newest;
    }

    /** The task with its {@code waitsFor} filled in; one that is about to start says so. */
    public TaskView explain(JobSpec spec, TaskView task) {
        GroupKey key = new GroupKey(spec.jobId(), spec.phaseNumber(task.phase()), task.source());
        WaitReason reason = newest.get(key);
        String sentence = reason == null ? "It is next in line." : reason.sentence();
        return new TaskView(
                task.taskId(),
                task.phase(),
                task.source(),
                task.state(),
                task.attempt(),
                task.failures(),
                task.crashes(),
                task.recordsDone(),
                task.records(),
                task.since(),
                sentence);
    }
}
