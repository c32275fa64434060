package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Split;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.Report;
import io.trawl.schemas.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Rows on their way from one phase to the next. */
final class Staging {
    static final long MAX_PAGE_BYTES = 1 << 20;

    private final LedgerTables tables;

    Staging(LedgerTables tables) {
        this.tables = tables;
    }

    boolean stage(StagedChunk chunk) {
        if (chunk.rows().isEmpty() || chunk.end() > Report.MAX_ROWS) {
            throw new IllegalArgumentException(
                    "A chunk has 1 to " + Report.MAX_ROWS + " rows, got " + chunk.end() + "; cut it smaller.");
        }
        TaskRow task = tables.task(chunk.jobId(), chunk.taskId());
        boolean owned =
                task != null && task.state == TaskState.RUNNING && task.ownedBy(chunk.attempt(), chunk.execution());
        if (task == null || !tables.rules.fences().hold(Fence.STAGE_EXECUTION, owned)) {
            return false;
        }
        if (tables.rules.fences().hold(Fence.STAGE_SEQ, chunk.seq() > task.lastSeq)) {
            put(new StageKey(chunk.taskId(), chunk.attempt(), chunk.execution(), chunk.seq()), chunk);
        }
        return true;
    }

    /** A row that is there stays: a second try of the same write brings the same rows. */
    private void put(StageKey key, StagedChunk chunk) {
        Map<Integer, Row> staged = tables.staged.computeIfAbsent(key, any -> new TreeMap<>());
        for (int n = 0; n < chunk.rows().size(); n++) {
            staged.putIfAbsent(chunk.from() + n, chunk.rows().get(n));
        }
    }

    List<Record> inputs(List<InputRange> ranges, long from, int limit) {
        if (limit < 1 || from < 0) {
            throw new IllegalArgumentException("A page of inputs starts at 0 or later and holds 1 or more.");
        }
        List<Record> page = new ArrayList<>();
        long bytes = 0;
        for (InputRange range : Split.slice(ranges, from, from + limit)) {
            for (Record record : records(range)) {
                bytes += record.body().getBytes(StandardCharsets.UTF_8).length;
                if (!page.isEmpty() && bytes > MAX_PAGE_BYTES) {
                    return page;
                }
                page.add(record);
            }
        }
        return page;
    }

    /** The record at a place in the ranges. */
    Record record(List<InputRange> ranges, long at) {
        return inputs(ranges, at, 1).getFirst();
    }

    private List<Record> records(InputRange range) {
        ChunkRow chunk = tables.chunks.get(range.chunkId());
        if (chunk == null) {
            throw new IllegalArgumentException("There is no chunk " + range.chunkId() + ".");
        }
        NavigableMap<Integer, Row> rows = tables.staged.getOrDefault(chunk.key, new TreeMap<>());
        List<Record> records = new ArrayList<>();
        for (Row row : rows.subMap(range.from(), true, range.to(), false).values()) {
            if (row instanceof Row.Next next) {
                records.add(next.record());
            }
        }
        return records;
    }
}
