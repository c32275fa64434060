package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.schemas.Event;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;

/** Finds rows that have stood in a state for too long. */
final class Reconciliation {
    private final LedgerTables tables;
    private final Endings endings;
    private final Cancellations cancellations;
    private final Completions completions;

    Reconciliation(LedgerTables tables, Endings endings, Cancellations cancellations, Completions completions) {
        this.tables = tables;
        this.endings = endings;
        this.cancellations = cancellations;
        this.completions = completions;
    }

    int redispatch(Duration bound, int limit, Facts facts) {
        Fences fences = tables.rules.fences();
        List<TaskRow> stuck = tables.tasks.values().stream()
                .filter(task -> fences.hold(Fence.REDISPATCH_ASSIGNED, task.state == TaskState.ASSIGNED))
                .filter(task -> fences.hold(Fence.REDISPATCH_BOUND, longer(task.since, bound)))
                .limit(limit)
                .toList();
        stuck.forEach(task -> endings.release(task, facts));
        return stuck.size();
    }

    int undeliverable(List<WorkPacket> packets, Facts facts) {
        Fences fences = tables.rules.fences();
        int rows = 0;
        for (WorkPacket packet : packets) {
            TaskRow task = tables.task(packet.jobId(), packet.taskId());
            if (task != null
                    && fences.hold(Fence.UNDELIVERABLE_ASSIGNED, task.state == TaskState.ASSIGNED)
                    && fences.hold(Fence.UNDELIVERABLE_ATTEMPT, task.attempt == packet.attempt())) {
                endings.crash(task, ReconcileLedger.PACKET_UNDELIVERABLE, facts);
                rows++;
            }
        }
        return rows;
    }

    int loseExpired(int limit, Facts facts) {
        List<TaskRow> lost = tables.tasks.values().stream()
                .filter(Leases::held)
                .filter(task -> tables.rules.fences().hold(Fence.LOSE_LEASE, !tables.leaseAlive(task.worker)))
                .limit(limit)
                .toList();
        lost.forEach(task -> endings.crash(task, facts));
        return lost.size();
    }

    int announceUnscheduled(Duration bound, int limit, Facts facts) {
        List<ChunkRow> waiting = tables.chunks.values().stream()
                .filter(chunk -> chunk.unscheduled()
                        && chunk.job.alive()
                        && chunk.job.overrun == null
                        && longer(chunk.acceptedAt, bound))
                .limit(limit)
                .toList();
        waiting.forEach(chunk -> facts.add(Publications.announcement(chunk)));
        // The fact of the release may have been lost as well, and whoever waits for it holds the chunk already.
        waiting.stream()
                .map(chunk -> new Event.PhaseReleased(chunk.job.id(), chunk.phase + 1))
                .distinct()
                .filter(this::released)
                .forEach(facts::add);
        return waiting.size();
    }

    private boolean released(Event.PhaseReleased release) {
        JobRow job = tables.jobs.get(release.jobId());
        return job.barrier(release.phase()) && job.fed(release.phase());
    }

    int announceRunning(Duration bound, int limit, Facts facts) {
        List<TaskRow> running = tables.tasks.values().stream()
                .filter(task -> task.state == TaskState.RUNNING && longer(task.since, bound))
                .limit(limit)
                .toList();
        running.forEach(task -> facts.add(new Event.TaskStarted(
                task.job.id(),
                task.id,
                task.attempt,
                task.execution,
                task.worker,
                task.job.plan(task.phase).stallBound().toMillis())));
        return running.size();
    }

    int settle(int limit, Facts facts) {
        int rows = 0;
        for (JobRow job : tables.jobs.values()) {
            if (rows >= limit) {
                break;
            }
            if (job.state == JobState.CANCELLING) {
                rows += cancellations.stop(job, limit - rows, facts);
            }
            rows += completions.step(job, facts) ? 1 : 0;
        }
        return rows;
    }

    private boolean longer(long since, Duration bound) {
        return since + bound.toMillis() < tables.rules.now();
    }
}
