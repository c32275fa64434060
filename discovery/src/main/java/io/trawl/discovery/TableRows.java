package io.trawl.discovery;

import io.trawl.discovery.content.CellScan;
import io.trawl.discovery.source.Cell;
import io.trawl.discovery.source.Names;
import io.trawl.discovery.source.Rows;
import io.trawl.engine.workload.Output;
import io.trawl.schemas.Outcome;
import org.jspecify.annotations.Nullable;

/** Searches the cells of one slice of a table. */
final class TableRows implements Rows {
    /** Seconds of work: less often than a page is read, since each checkpoint publishes what was found so far. */
    private static final long CHECKPOINT_BYTES = 4L << 20;

    private final String slice;
    private final FindingCollector findings;
    private final CellScan cells;
    private final Output output;
    private long bytesSinceCheckpoint;

    TableRows(String object, String slice, FindingCollector findings, Output output) {
        this.slice = slice;
        this.findings = findings;
        this.cells = new CellScan(findings);
        this.output = output;
        findings.begin(object);
    }

    @Override
    public @Nullable String cell(String column, @Nullable Cell value, long row) {
        if (value == null) {
            return null;
        }
        findings.column(column);
        return cells.scan(column, value, row);
    }

    @Override
    public void left(String column, String reason) {
        output.note(Outcome.SKIPPED, reason, columnOf(slice, column));
    }

    @Override
    public void reached(String cursor) {
        if (bytesSinceCheckpoint >= CHECKPOINT_BYTES) {
            bytesSinceCheckpoint = 0;
            findings.reached(cursor);
        }
    }

    @Override
    public void pay(long bytes, long rows) {
        output.pay(bytes, rows);
    }

    @Override
    public void took(long millis, long bytes) {
        output.took(millis, bytes);
    }

    @Override
    public void read(long bytes) {
        bytesSinceCheckpoint += bytes;
        output.read(bytes);
    }

    @Override
    public void busy() {
        output.heartbeat();
    }

    @Override
    public boolean stopped() {
        return output.isStopped();
    }

    void end() {
        findings.end();
    }

    static String columnOf(String name, String column) {
        return Names.clip(name + " [" + column + "]", Names.MAX_LENGTH);
    }
}
