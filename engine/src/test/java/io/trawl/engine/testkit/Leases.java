package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.Standing;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Heartbeat.Listed;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Leases of workers, and what is lost with them. */
final class Leases {
    private final LedgerTables tables;
    private final Endings endings;

    Leases(LedgerTables tables, Endings endings) {
        this.tables = tables;
        this.endings = endings;
    }

    /** An incarnation opens one lease: once it has run out or was closed, asking again does not revive it. */
    Duration open(WorkerInfo worker) {
        Duration length = tables.rules.lease();
        tables.leases.computeIfAbsent(
                worker.worker(), id -> new LeaseRow(worker, tables.rules.now() + length.toMillis()));
        return length;
    }

    Optional<Renewed> renew(Heartbeat heartbeat, Facts facts) {
        LeaseRow lease = tables.leases.get(heartbeat.worker());
        Fences fences = tables.rules.fences();
        if (lease == null || !fences.hold(Fence.RENEW_LEASE, lease.alive(tables.rules.now()))) {
            return Optional.empty();
        }
        lease.until = tables.rules.now() + tables.rules.lease().toMillis();
        lease.slots = heartbeat.slots();
        Set<Held> listed = heartbeat.attempts().stream()
                .map(one -> new Held(one.taskId(), one.attempt(), one.execution()))
                .collect(Collectors.toSet());
        for (TaskRow task : heldBy(heartbeat.worker())) {
            boolean unlisted = !listed.contains(new Held(task.id, task.attempt, task.execution));
            if (fences.hold(Fence.RENEW_LISTED, unlisted)
                    && fences.hold(Fence.RENEW_NUMBER, heartbeat.number() > task.startedAtRenewal)) {
                endings.release(task, facts);
            }
        }
        return Optional.of(
                new Renewed(heartbeat.attempts().stream().map(this::standing).toList()));
    }

    private Standing standing(Listed listed) {
        TaskRow task = tables.tasks.get(listed.taskId());
        if (task != null && task.ownedBy(listed.attempt(), listed.execution())) {
            if (task.endedByReport || task.state == TaskState.RUNNING) {
                return new Standing(task.id, task.attempt, listed.execution(), task.lastSeq, false, task.endedByReport);
            }
        }
        return new Standing(listed.taskId(), listed.attempt(), listed.execution(), 0, true, false);
    }

    void close(UUID worker, Facts facts) {
        LeaseRow lease = tables.leases.get(worker);
        if (lease == null || lease.closed) {
            return;
        }
        lease.closed = true;
        heldBy(worker).forEach(task -> endings.release(task, facts));
    }

    int revoke(String workerName, Facts facts) {
        List<LeaseRow> revoked = tables.leases.values().stream()
                .filter(lease -> lease.worker.name().equals(workerName) && !lease.closed)
                .toList();
        for (LeaseRow lease : revoked) {
            lease.closed = true;
            heldBy(lease.worker.worker()).forEach(task -> endings.crash(task, facts));
        }
        return revoked.size();
    }

    /** What a worker runs or was told to stop. */
    List<TaskRow> heldBy(UUID worker) {
        return tables.tasks.values().stream()
                .filter(Leases::held)
                .filter(task -> worker.equals(task.worker))
                .toList();
    }

    static boolean held(TaskRow task) {
        return task.state == TaskState.RUNNING || task.state == TaskState.ABORTING;
    }

    private record Held(long taskId, int attempt, UUID execution) {}
}
