package io.trawl.engine.testkit;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns grants into assigned attempts. */
final class Claims {
    private static final Comparator<TaskRow> LONGEST_DUE =
            Comparator.<TaskRow>comparingLong(task -> task.dueAt).thenComparingLong(task -> task.id);

    private final LedgerTables tables;
    private final Fences fences;

    Claims(LedgerTables tables) {
        this.tables = tables;
        this.fences = tables.rules.fences();
    }

    List<Claimed> claim(List<Grant> grants) {
        List<Claimed> claimed = new ArrayList<>();
        for (Grant grant : grants) {
            long limit = grant.solo() ? Math.min(1, grant.tasks()) : grant.tasks();
            for (TaskRow task : candidates(grant)) {
                if (limit <= 0 || !budgetLeft(task)) {
                    break;
                }
                claimed.add(assign(task));
                limit--;
            }
        }
        return claimed;
    }

    private List<TaskRow> candidates(Grant grant) {
        JobRow job = tables.jobs.get(grant.group().jobId());
        if (job == null || !fences.hold(Fence.CLAIM_JOB_RUNNING, job.running())) {
            return List.of();
        }
        return job.tasks.values().stream()
                .filter(task -> task.phase == grant.group().phase())
                .filter(task -> task.source.equals(grant.group().source()))
                .filter(task -> Endings.solo(tables.rules.policy(), task) == grant.solo())
                .filter(task -> fences.hold(Fence.CLAIM_PENDING, task.state == TaskState.PENDING))
                .filter(task -> fences.hold(Fence.CLAIM_DUE, task.dueAt <= tables.rules.now()))
                .sorted(LONGEST_DUE)
                .toList();
    }

    private boolean budgetLeft(TaskRow task) {
        String tenant = task.job.spec.tenant();
        return fences.hold(
                Fence.CLAIM_BUDGET, tables.inFlight(tenant, task.source) < tables.budget(tenant, task.source));
    }

    private Claimed assign(TaskRow task) {
        long waited = tables.rules.now() - Math.max(task.dueAt, task.since);
        task.attempt++;
        task.execution = null;
        task.worker = null;
        task.lastSeq = 0;
        task.endedByReport = false;
        tables.move(task, TaskState.ASSIGNED);
        return new Claimed(packet(task), Math.max(0, waited), task.job.trace);
    }

    private static WorkPacket packet(TaskRow task) {
        JobRow job = task.job;
        return new WorkPacket(
                WorkPacket.VERSION,
                job.spec.tenant(),
                job.id(),
                task.id,
                task.attempt,
                job.spec.request().workload(),
                job.plan(task.phase).name(),
                task.source,
                job.poolOf(task.source));
    }
}
