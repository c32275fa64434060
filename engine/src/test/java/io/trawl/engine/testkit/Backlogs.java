package io.trawl.engine.testkit;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Opening;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The coordinator's snapshot. */
final class Backlogs {
    private final LedgerTables tables;

    Backlogs(LedgerTables tables) {
        this.tables = tables;
    }

    Backlog backlog(int dueLimit) {
        List<Group> groups = new ArrayList<>();
        for (JobRow job : tables.jobs.values()) {
            if (job.alive() || job.state == JobState.CANCELLING) {
                job.counters.values().stream()
                        .filter(counter -> counter.open() > 0)
                        .forEach(counter -> groups.add(group(job, counter, dueLimit)));
            }
        }
        List<Opening> openings = tables.budgets.entrySet().stream()
                .filter(entry -> entry.getValue().windows() != null)
                .map(entry -> new Opening(
                        entry.getKey().tenant(),
                        entry.getKey().name(),
                        entry.getValue().opening()))
                .toList();
        return new Backlog(groups, pools(), openings, Instant.ofEpochMilli(tables.rules.now()));
    }

    private Group group(JobRow job, CounterRow counter, int dueLimit) {
        Map<TaskState, List<TaskRow>> byState = new LinkedHashMap<>();
        job.tasks.values().stream()
                .filter(task -> task.phase == counter.phase && task.source.equals(counter.source))
                .forEach(task -> byState.computeIfAbsent(task.state, state -> new ArrayList<>())
                        .add(task));
        List<TaskRow> pending = byState.getOrDefault(TaskState.PENDING, List.of());
        long now = tables.rules.now();
        OptionalLong nextDue = pending.stream()
                .mapToLong(task -> task.dueAt)
                .filter(due -> due > now)
                .min();
        return new Group(
                new GroupKey(job.id(), counter.phase, counter.source),
                job.spec.tenant(),
                job.poolOf(counter.source),
                job.running(),
                job.spec.request().priority(),
                job.spec.request().limits().concurrency(),
                tables.budget(job.spec.tenant(), counter.source),
                pending.size(),
                (int) pending.stream()
                        .filter(task -> task.dueAt <= now && !solo(task))
                        .limit(dueLimit)
                        .count(),
                pending.stream().anyMatch(task -> task.dueAt <= now && solo(task)),
                nextDue.isPresent() ? Instant.ofEpochMilli(nextDue.getAsLong()) : null,
                (int) counter.inFlight(),
                (int) counter.tasksIn(TaskState.RUNNING),
                byState.values().stream().flatMap(List::stream).anyMatch(task -> task.state.inFlight() && solo(task)));
    }

    private boolean solo(TaskRow task) {
        return Endings.solo(tables.rules.policy(), task);
    }

    private List<Pool> pools() {
        Map<String, Pool> pools = new TreeMap<>();
        tables.leases.values().stream()
                .filter(lease -> lease.alive(tables.rules.now()))
                .forEach(lease -> pools.merge(
                        lease.worker.pool(),
                        new Pool(lease.worker.pool(), lease.slots, 1),
                        (a, b) -> new Pool(a.name(), a.slots() + b.slots(), a.workers() + b.workers())));
        return List.copyOf(pools.values());
    }
}
