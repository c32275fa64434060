package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;

/** A locked task while the reports of one batch are judged. It changes as they are taken, in order of seq. */
final class AttemptInHand {
    private final JobRow job;
    private TaskRow row;
    private TaskState state;
    private boolean endedByReport;
    private boolean advanced;

    AttemptInHand(JobRow job, TaskRow row) {
        this.job = job;
        this.row = row;
        this.state = row.state();
    }

    JobRow job() {
        return job;
    }

    TaskRow row() {
        return row;
    }

    TaskState state() {
        return state;
    }

    boolean advanced() {
        return advanced;
    }

    boolean lastPhase() {
        return row.key().phase() == job.phases() - 1;
    }

    void take(Report report) {
        boolean chunk = report.kind() == Report.Kind.CHUNK || report.kind() == Report.Kind.DONE;
        row = chunk ? row.advanced(report.seq(), report.checkpoint()) : row.advanced(report.seq());
        advanced = true;
    }

    /** No further report of this batch changes it. */
    void leave(TaskState to, boolean byReport) {
        state = to;
        endedByReport = byReport;
    }

    boolean owns(Report report) {
        return report.attempt() == row.attempt().number()
                && report.execution().equals(row.attempt().execution());
    }

    /** Whether its last report was taken by an earlier call, or in this batch, and this is that one or one before. */
    boolean tookBefore(Report report) {
        return endedByReport
                ? owns(report) && report.seq() <= row.attempt().lastSeq()
                : report.execution().equals(row.ended().execution())
                        && report.seq() <= row.ended().seq();
    }

    Verdict verdict(Report report, Verdict.Kind kind) {
        return new Verdict(report.taskId(), report.attempt(), report.execution(), report.seq(), kind, accepted(report));
    }

    private int accepted(Report report) {
        if (owns(report) && (endedByReport || state == TaskState.RUNNING)) {
            return row.attempt().lastSeq();
        }
        return report.execution().equals(row.ended().execution()) ? row.ended().seq() : 0;
    }
}
