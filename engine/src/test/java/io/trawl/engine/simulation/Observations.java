package io.trawl.engine.simulation;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.schemas.Report;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Sees every read of a source and every commit that matters, and tells the invariants. */
final class Observations {
    private final List<Invariant> invariants;
    private final Set<String> failedOnce = new HashSet<>();
    private long order;
    private final Set<UUID> unfinished = new HashSet<>();
    private int fenced;

    Observations(List<Invariant> invariants) {
        this.invariants = invariants;
    }

    Execution granted(UUID jobId, Granted grant, BooleanSupplier leased) {
        unfinished.add(grant.execution());
        return new Execution(grant.execution(), jobId, grant.taskId(), grant.phase(), grant.source(), ++order, leased);
    }

    /** A read begins of unit {@code k} of the record at a position of the task. */
    void read(Execution execution, long position, int k, String name) {
        ReadOfUnit read = new ReadOfUnit(execution, position, k, name, ++order);
        invariants.forEach(invariant -> invariant.onRead(read));
    }

    /** The read that began last goes on, or has just ended. */
    void stillReading(Execution execution) {
        order++;
        invariants.forEach(invariant -> invariant.onStillReading(execution, order));
    }

    boolean firstTime(Execution execution, String name) {
        return failedOnce.add(execution.jobId() + "/" + execution.phase() + "/" + name);
    }

    void accepted(List<Report> reports, List<Verdict> verdicts) {
        order++;
        for (int i = 0; i < reports.size(); i++) {
            switch (verdicts.get(i).kind()) {
                case ACCEPTED -> {
                    Report report = reports.get(i);
                    invariants.forEach(invariant -> invariant.onAccepted(report, order));
                    if (report.kind() != Report.Kind.CHUNK) {
                        unfinished.remove(report.execution());
                    }
                }
                case FENCED -> fenced++;
                case AHEAD -> {}
            }
        }
    }

    void cancelled(UUID jobId, InMemoryLedger ledger) {
        invariants.forEach(invariant -> invariant.onCancelled(jobId, ledger));
    }

    /** Executions that were granted and never told the ledger of their end. */
    int lost() {
        return unfinished.size();
    }

    /** Reports refused. */
    int fenced() {
        return fenced;
    }
}
