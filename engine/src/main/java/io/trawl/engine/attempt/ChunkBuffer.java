package io.trawl.engine.attempt;

import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attempt has produced since its last chunk: a safe part up to the newest checkpoint, and a loose part that
 * counts only when the next checkpoint is reached.
 */
final class ChunkBuffer {
    private final List<Row.Next> records = new ArrayList<>();
    private final List<Row> others = new ArrayList<>();
    private final TallyBuilder safe = new TallyBuilder();
    private final TallyBuilder loose = new TallyBuilder();
    private Checkpoint checkpoint;
    private Checkpoint reported;
    private int safeRecords;
    private int safeOthers;
    private long weight;
    private long safeWeight;

    ChunkBuffer(Checkpoint start) {
        this.checkpoint = start;
        this.reported = start;
    }

    TallyBuilder loose() {
        return loose;
    }

    void add(Record record) {
        records.add(new Row.Next(record));
        weight += record.weight();
    }

    void add(Row row) {
        others.add(row);
    }

    int rows() {
        return records.size() + others.size();
    }

    int looseRows() {
        return rows() - safeRecords - safeOthers;
    }

    int reasons() {
        return Math.max(safe.reasons(), loose.reasons());
    }

    /** Everything so far is safe at this place. */
    void mark(Checkpoint place) {
        checkpoint = place;
        safe.addAll(loose);
        loose.clear();
        safeRecords = records.size();
        safeOthers = others.size();
        safeWeight = weight;
    }

    /** Whether the safe part says anything that was not reported yet. */
    boolean hasNews() {
        return safeRecords + safeOthers > 0 || !checkpoint.equals(reported);
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The safe part, as rows in staging order. */
    List<Row> safeRows() {
        List<Row> rows = new ArrayList<>(safeRecords + safeOthers);
        rows.addAll(records.subList(0, safeRecords));
        rows.addAll(others.subList(0, safeOthers));
        return rows;
    }

    int safeRecords() {
        return safeRecords;
    }

    long safeWeight() {
        return safeWeight;
    }

    Tally safeTally() {
        return safe.build();
    }

    /** The safe part was reported; the loose one stays. */
    void cut() {
        records.subList(0, safeRecords).clear();
        others.subList(0, safeOthers).clear();
        weight -= safeWeight;
        safe.clear();
        safeRecords = 0;
        safeOthers = 0;
        safeWeight = 0;
        reported = checkpoint;
    }

    /** The record in progress failed: what it said since the last checkpoint never happened. */
    void dropLoose() {
        records.subList(safeRecords, records.size()).clear();
        others.subList(safeOthers, others.size()).clear();
        weight = safeWeight;
        loose.clear();
    }
}
