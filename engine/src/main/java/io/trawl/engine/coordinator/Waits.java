package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.schemas.TaskView;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What waits by the newest plan and why, for those who ask. Soft state; one thread updates it, many may ask. */
public final class Waits {
    private volatile Map<GroupKey, Waiting> newest = Map.of();

    /**
     * Tasks of a group that wait.
     *
     * @param since when a plan first had this cause for them, with no other in between; by the ledger's clock
     */
    public record Waiting(GroupKey group, long tasks, WaitReason reason, Instant since) {}

    /** @param backlog that the plan was made of */
    public void update(Plan plan, Backlog backlog) {
        Map<GroupKey, Integer> granted =
                plan.grants().stream().collect(Collectors.toMap(Grant::group, Grant::tasks, Integer::sum));
        Map<GroupKey, Waiting> before = newest;
        Map<GroupKey, Waiting> now = new HashMap<>();
        for (Group group : backlog.groups()) {
            GroupKey key = group.key();
            WaitReason reason = plan.waits().get(key);
            long left = group.pending() - granted.getOrDefault(key, 0);
            if (reason != null && left > 0) {
                Waiting earlier = before.get(key);
                Instant since =
                        earlier != null && earlier.reason().cause() == reason.cause() ? earlier.since() : backlog.now();
                now.put(key, new Waiting(key, left, reason, since));
            }
        }
        newest = Map.copyOf(now);
    }

    /** In order of phase, then source. */
    public List<Waiting> of(UUID jobId) {
        return newest.values().stream()
                .filter(waiting -> waiting.group().jobId().equals(jobId))
                .sorted(Comparator.comparingInt(
                                (Waiting waiting) -> waiting.group().phase())
                        .thenComparing(waiting -> waiting.group().source()))
                .toList();
    }

    /** The task with its {@code waitsFor} filled in; one that is about to start says so. */
    public TaskView explain(JobSpec spec, TaskView task) {
        GroupKey key = new GroupKey(spec.jobId(), spec.phaseNumber(task.phase()), task.source());
        Waiting waiting = newest.get(key);
        String sentence =
                waiting == null ? "It is next in line." : waiting.reason().sentence();
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
