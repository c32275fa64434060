package io.trawl.engine.testkit;

import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chunk before it is staged and reported. */
final class ChunkDraft {
    private final AttemptActor attempt;
    private final Checkpoint from;
    private final List<Row> records = new ArrayList<>();
    private final List<Row> results = new ArrayList<>();
    private final List<Row> gaps = new ArrayList<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Map<String, Long> excluded = new TreeMap<>();
    private int seq;
    private long noted;
    private long processed;
    private long bytes;
    private @Nullable String cursor;
    private @Nullable Checkpoint reached;

    ChunkDraft(AttemptActor attempt, int seq, Checkpoint from) {
        this.attempt = attempt;
        this.seq = seq;
        this.from = from;
    }

    ChunkDraft emits(String... names) {
        for (String name : names) {
            records.add(new Row.Next(new Record(name, 1, "body of " + name)));
        }
        return this;
    }

    ChunkDraft emits(Record record) {
        records.add(new Row.Next(record));
        return this;
    }

    ChunkDraft publishes(String kind, String key, String body) {
        results.add(new Row.Result(kind, key, body));
        return this;
    }

    ChunkDraft processed(long inputs) {
        processed += inputs;
        return this;
    }

    /** An input that was not processed. */
    ChunkDraft settles(Outcome outcome, String reason, String name) {
        Map<String, Long> counts = switch (outcome) {
            case SKIPPED -> skipped;
            case FAILED -> failed;
            case EXCLUDED -> excluded;
            case PROCESSED -> throw new IllegalArgumentException("Use processed(1) for '" + name + "'.");
        };
        counts.merge(reason, 1L, Long::sum);
        gaps.add(new Row.GapRow(outcome, reason, name));
        return this;
    }

    /** Something found that gets no record of its own. */
    ChunkDraft notes(Outcome outcome, String reason, String name) {
        noted++;
        return settles(outcome, reason, name);
    }

    ChunkDraft reads(long read) {
        bytes += read;
        return this;
    }

    ChunkDraft cursor(String inside) {
        cursor = inside;
        return this;
    }

    /** A checkpoint other than the one its counts lead to. */
    ChunkDraft reaching(long recordsDone) {
        reached = new Checkpoint(recordsDone, null);
        return this;
    }

    ChunkDraft seq(int other) {
        seq = other;
        return this;
    }

    boolean stage() {
        return stage(rows());
    }

    /** Stages other rows than those it will report. */
    boolean stage(List<Row> rows) {
        return attempt.scenario()
                .ledger()
                .stage(new StagedChunk(
                        attempt.packet().jobId(),
                        attempt.taskId(),
                        attempt.packet().attempt(),
                        attempt.execution(),
                        seq,
                        rows));
    }

    List<Row> rows() {
        return Stream.of(records, results, gaps).flatMap(List::stream).toList();
    }

    /** Stages it, and says that the attempt goes on. */
    Report chunk() {
        return staged(Report.Kind.CHUNK);
    }

    /** Stages it, and says that the task is done. */
    Report done() {
        return staged(Report.Kind.DONE);
    }

    private Report staged(Report.Kind kind) {
        if (!rows().isEmpty()) {
            stage();
        }
        return report(kind);
    }

    /** Stages nothing. */
    Report report(Report.Kind kind) {
        Tally tally = new Tally(noted, processed, skipped, failed, excluded, bytes);
        Checkpoint checkpoint = reached != null ? reached : new Checkpoint(from.recordsDone() + tally.inputs(), cursor);
        return attempt.report(seq, kind, records.size(), rows().size(), tally, checkpoint, null);
    }
}
