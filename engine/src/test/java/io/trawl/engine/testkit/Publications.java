package io.trawl.engine.testkit;

import io.trawl.engine.ledger.ResultKind;
import io.trawl.engine.ledger.WorkerLedger.Row;
import io.trawl.engine.testkit.ChunkRow.Origin;
import io.trawl.engine.testkit.ChunkRow.StageKey;
import io.trawl.engine.testkit.LedgerTables.Listed;
import io.trawl.engine.testkit.LedgerTables.Published;
import io.trawl.schemas.Event;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Report;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What an accepted chunk brings: records for the next phase, results, gaps. */
final class Publications {
    private final LedgerTables tables;

    Publications(LedgerTables tables) {
        this.tables = tables;
    }

    void publish(TaskRow task, StageKey key, Report report, Facts facts) {
        Origin origin = new Origin(task.phase, task.source, key);
        ChunkRow chunk = tables.insertChunk(task.job, origin, report.records(), report.weight());
        NavigableMap<Integer, Row> rows = tables.staged.getOrDefault(key, new TreeMap<>());
        rows.values().forEach(row -> publish(task, chunk, row));
        if (chunk.consumable()) {
            task.job.counter(task.phase + 1, task.source).discovered += chunk.records;
            task.counter().unscheduled++;
            facts.add(announcement(chunk));
        }
    }

    private void publish(TaskRow task, ChunkRow chunk, Row row) {
        switch (row) {
            case Row.Next _ -> {
                // Stays staged: the next phase reads it there.
            }
            case Row.Result result ->
                tables.results.add(new Published(
                        task.job.id(),
                        task.source,
                        ResultKind.of(result.kind()),
                        result.key(),
                        result.body(),
                        chunk.id));
            case Row.GapRow gap ->
                tables.gaps.add(new Listed(
                        task.job.id(),
                        task.phase,
                        new Gap(task.job.plan(task.phase).name(), task.source, gap.outcome(), gap.reason(), gap.name()),
                        false));
        }
    }

    /** The fact that records wait, as it is now: a barrier that has been released is none. */
    static Event announcement(ChunkRow chunk) {
        int next = chunk.phase + 1;
        JobRow job = chunk.job;
        boolean waits = job.barrier(next) && !job.fed(next);
        return new Event.ChunkAccepted(
                job.id(),
                next,
                chunk.source,
                chunk.id,
                chunk.scheduledUpTo,
                chunk.records,
                chunk.weight,
                job.plan(next).batch(),
                waits);
    }
}
