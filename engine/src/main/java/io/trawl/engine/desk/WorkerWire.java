package io.trawl.engine.desk;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.ledger.WorkerLedger.Standing;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.TaskInputs;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.InputRecord;
import io.trawl.schemas.LeaseStanding;
import io.trawl.schemas.ReportVerdict;
import io.trawl.schemas.StagedRow;
import io.trawl.schemas.StagedRows;
import io.trawl.schemas.TaskGrant;
import io.trawl.schemas.TollAnswer;
import java.util.List;
import java.util.Objects;

/** The words of the worker protocol as those of the ledger's port, and back: both ends use this one. */
public final class WorkerWire {
    private WorkerWire() {}

    public static InputRecord input(Record record) {
        return new InputRecord(record.name(), record.weight(), record.body());
    }

    public static Record record(InputRecord input) {
        return new Record(input.name(), input.weight(), input.body());
    }

    public static List<Record> records(List<InputRecord> inputs) {
        return inputs.stream().map(WorkerWire::record).toList();
    }

    public static Granted granted(TaskGrant grant) {
        return new Granted(
                grant.packet().taskId(),
                grant.packet().attempt(),
                grant.execution(),
                grant.phase(),
                grant.source().id(),
                new TaskInputs(grant.bucket(), grant.inputs()),
                grant.checkpoint(),
                records(grant.firstPage()),
                grant.waitedMs());
    }

    /** @param from place of the first row in the chunk */
    public static StagedRows staged(StagedChunk chunk, int from, List<StagedRow> rows) {
        return new StagedRows(
                chunk.jobId(), chunk.taskId(), chunk.attempt(), chunk.execution(), chunk.seq(), from, rows);
    }

    public static StagedChunk chunk(StagedRows staged) {
        return new StagedChunk(
                staged.jobId(),
                staged.taskId(),
                staged.attempt(),
                staged.execution(),
                staged.seq(),
                staged.from(),
                staged.rows().stream().map(WorkerWire::row).toList());
    }

    public static StagedRow row(Row row) {
        return switch (row) {
            case Row.Next(Record record) ->
                new StagedRow(StagedRow.Kind.RECORD, record.name(), record.weight(), null, null, record.body());
            case Row.Result(String kind, String key, String body) ->
                new StagedRow(StagedRow.Kind.RESULT, key, 0, kind, null, body);
            case Row.GapRow gap -> new StagedRow(StagedRow.Kind.GAP, gap.name(), 0, gap.reason(), gap.outcome(), null);
        };
    }

    private static Row row(StagedRow row) {
        return switch (row.kind()) {
            case RECORD -> new Row.Next(new Record(row.name(), row.weight(), Objects.requireNonNull(row.body())));
            case RESULT ->
                new Row.Result(Objects.requireNonNull(row.label()), row.name(), Objects.requireNonNull(row.body()));
            case GAP ->
                new Row.GapRow(Objects.requireNonNull(row.outcome()), Objects.requireNonNull(row.label()), row.name());
        };
    }

    public static ReportVerdict verdict(Verdict verdict) {
        return new ReportVerdict(
                verdict.taskId(),
                verdict.attempt(),
                verdict.execution(),
                verdict.seq(),
                ReportVerdict.Kind.valueOf(verdict.kind().name()),
                verdict.acceptedSeq());
    }

    public static Verdict verdict(ReportVerdict verdict) {
        return new Verdict(
                verdict.taskId(),
                verdict.attempt(),
                verdict.execution(),
                verdict.seq(),
                Verdict.Kind.valueOf(verdict.kind().name()),
                verdict.acceptedSeq());
    }

    public static List<LeaseStanding> standings(Renewed renewed) {
        return renewed.standings().stream()
                .map(one -> new LeaseStanding(
                        one.taskId(), one.attempt(), one.execution(), one.acceptedSeq(), one.gone(), one.ended()))
                .toList();
    }

    public static Renewed renewed(List<LeaseStanding> standings) {
        return new Renewed(standings.stream()
                .map(one -> new Standing(
                        one.taskId(), one.attempt(), one.execution(), one.acceptedSeq(), one.gone(), one.ended()))
                .toList());
    }

    public static TollAnswer toll(Toll toll) {
        return new TollAnswer(toll.limited(), toll.bytes(), toll.rows(), toll.delay());
    }

    public static Toll toll(TollAnswer toll) {
        return new Toll(toll.limited(), toll.bytes(), toll.rows(), toll.delay());
    }
}
