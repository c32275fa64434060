package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Command;
import io.trawl.schemas.Command.AbortAttempt.Cause;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An execution that runs an attempt, and keeps count of what it has said. */
final class AttemptActor {
    private final Scenario scenario;
    private final WorkerActor worker;
    private final WorkPacket packet;
    private final StartAnswer.Granted granted;
    private int seq;
    private Checkpoint checkpoint;

    AttemptActor(Scenario scenario, WorkerActor worker, WorkPacket packet, StartAnswer.Granted granted) {
        this.scenario = scenario;
        this.worker = worker;
        this.packet = packet;
        this.granted = granted;
        this.checkpoint = granted.checkpoint();
    }

    Scenario scenario() {
        return scenario;
    }

    WorkerActor worker() {
        return worker;
    }

    WorkPacket packet() {
        return packet;
    }

    StartAnswer.Granted granted() {
        return granted;
    }

    long taskId() {
        return packet.taskId();
    }

    UUID execution() {
        return granted.execution();
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The inputs from the checkpoint it was started at. */
    List<String> inputs() {
        return scenario.ledger().inputs(granted.inputs(), granted.checkpoint().recordsDone(), 1_000).stream()
                .map(Record::name)
                .toList();
    }

    /** The chunk that comes next. */
    ChunkDraft next() {
        return new ChunkDraft(this, ++seq, checkpoint);
    }

    /** All that is left, in one chunk: each input is processed, and found under its name. */
    Report rest() {
        ChunkDraft draft = next();
        inputs().forEach(name -> draft.publishes("found", name, "{}"));
        return draft.processed(granted.inputs().records() - checkpoint.recordsDone())
                .done();
    }

    Report failed(String reason) {
        return bare(Report.Kind.FAILED, reason);
    }

    Report handedBack() {
        return bare(Report.Kind.HANDED_BACK, null);
    }

    private Report bare(Report.Kind kind, @Nullable String reason) {
        return report(++seq, kind, 0, 0, Tally.NONE, checkpoint, reason);
    }

    Report report(
            int number,
            Report.Kind kind,
            int records,
            int rows,
            Tally tally,
            Checkpoint reached,
            @Nullable String reason) {
        checkpoint = reached;
        return new Report(
                Report.VERSION,
                packet.jobId(),
                packet.taskId(),
                packet.attempt(),
                granted.execution(),
                worker.id(),
                number,
                kind,
                records,
                rows,
                records,
                reached,
                tally,
                reason);
    }

    Command.AbortAttempt abortion() {
        return new Command.AbortAttempt(packet.jobId(), packet.taskId(), packet.attempt(), Cause.STALLED);
    }

    void abort() {
        assertThat(scenario.apply(abortion())).isOne();
    }

    /** It reports a failure of the handler. */
    void fails(String reason) {
        scenario.accept(failed(reason));
    }

    Heartbeat.Listed listed() {
        return new Heartbeat.Listed(
                packet.taskId(), packet.attempt(), granted.execution(), seq, checkpoint.recordsDone(), false);
    }
}
