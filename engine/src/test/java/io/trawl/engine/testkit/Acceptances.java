package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ProgressLedger;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.schemas.Event;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Takes or refuses reports. */
final class Acceptances {
    private final LedgerTables tables;
    private final Endings endings;
    private final Publications publications;

    Acceptances(LedgerTables tables, Endings endings) {
        this.tables = tables;
        this.endings = endings;
        this.publications = new Publications(tables);
    }

    List<Verdict> accept(List<Report> reports, Facts facts) {
        if (reports.size() > ProgressLedger.MAX_REPORTS) {
            throw new IllegalArgumentException("At most " + ProgressLedger.MAX_REPORTS
                    + " reports are taken in one call, got " + reports.size() + "; send them in several.");
        }
        Verdict.Kind[] kinds = new Verdict.Kind[reports.size()];
        // By seq, so that a run that arrives out of order in one batch is taken whole.
        IntStream.range(0, reports.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> reports.get(i).seq()))
                .forEach(i -> kinds[i] = judge(reports.get(i), facts));
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            verdicts.add(verdict(reports.get(i), kinds[i]));
        }
        return verdicts;
    }

    private Verdict.Kind judge(Report report, Facts facts) {
        TaskRow task = tables.task(report.jobId(), report.taskId());
        if (task == null || !counts(task, report)) {
            return task != null && takenBefore(task, report) ? Verdict.Kind.ACCEPTED : Verdict.Kind.FENCED;
        }
        Fences fences = tables.rules.fences();
        if (!fences.hold(Fence.ACCEPT_SEQ, report.seq() == task.lastSeq + 1)) {
            return report.seq() <= task.lastSeq ? Verdict.Kind.ACCEPTED : Verdict.Kind.AHEAD;
        }
        if (!fences.hold(Fence.ACCEPT_ROWS, tables.stagedRows(key(report)) == report.rows())) {
            return Verdict.Kind.AHEAD;
        }
        if (contradicts(task, report)) {
            // Nothing this attempt says can be booked: let another one begin at the checkpoint.
            endings.abort(task, facts);
            return Verdict.Kind.FENCED;
        }
        take(task, report, facts);
        return Verdict.Kind.ACCEPTED;
    }

    private boolean counts(TaskRow task, Report report) {
        Fences fences = tables.rules.fences();
        return fences.hold(Fence.ACCEPT_RUNNING, task.state == TaskState.RUNNING)
                && fences.hold(Fence.ACCEPT_ATTEMPT, task.attempt == report.attempt())
                && fences.hold(Fence.ACCEPT_EXECUTION, report.execution().equals(task.execution))
                && fences.hold(Fence.ACCEPT_JOB_ALIVE, task.job.alive());
    }

    private static boolean takenBefore(TaskRow task, Report report) {
        return task.endedByReport && task.ownedBy(report.attempt(), report.execution()) && report.seq() <= task.lastSeq;
    }

    /** The outcomes a report counts must be those its checkpoint moved over, and its rows those it names. */
    private boolean contradicts(TaskRow task, Report report) {
        long done = report.checkpoint().recordsDone();
        long moved = done - task.checkpoint.recordsDone();
        boolean allInputs = report.kind() != Report.Kind.DONE || done == task.records;
        return moved < 0
                || done > task.records
                || moved != report.tally().inputs()
                || tables.stagedRecords(key(report)) != report.records()
                || !tables.rules.fences().hold(Fence.FINISH_ALL_INPUTS, allInputs);
    }

    private void take(TaskRow task, Report report, Facts facts) {
        task.lastSeq = report.seq();
        facts.touched(task.job);
        switch (report.kind()) {
            case CHUNK -> {
                book(task, report, facts);
                facts.add(new Event.TaskAdvanced(task.job.id(), task.id, task.attempt, report.seq()));
            }
            case DONE -> {
                book(task, report, facts);
                task.endedByReport = true;
                endings.end(task, TaskState.DONE, facts);
            }
            case FAILED -> {
                task.endedByReport = true;
                endings.fail(task, reason(report), facts);
            }
            case HANDED_BACK -> {
                task.endedByReport = true;
                endings.release(task, tables.rules.now(), facts);
            }
        }
    }

    private void book(TaskRow task, Report report, Facts facts) {
        if (!report.checkpoint().equals(task.checkpoint)) {
            task.checkpoint = report.checkpoint();
            task.forgiveAll();
        }
        task.counter().add(report.tally());
        facts.advanced(
                task, report.tally().inputs() + report.tally().noted(), report.kind() == Report.Kind.DONE ? 1 : 0);
        task.job.touch(tables.rules.now());
        publications.publish(task, key(report), report, facts);
    }

    private static String reason(Report report) {
        return report.reason() == null ? "failed" : report.reason();
    }

    private Verdict verdict(Report report, Verdict.Kind kind) {
        TaskRow task = tables.task(report.jobId(), report.taskId());
        boolean standing = task != null
                && task.ownedBy(report.attempt(), report.execution())
                && (task.endedByReport || task.state == TaskState.RUNNING);
        int accepted = standing ? task.lastSeq : 0;
        return new Verdict(report.taskId(), report.attempt(), report.execution(), report.seq(), kind, accepted);
    }

    private static StageKey key(Report report) {
        return new StageKey(report.taskId(), report.attempt(), report.execution(), report.seq());
    }
}
