package io.trawl.orchestrator.ledger;

import io.trawl.orchestrator.ledger.CounterDeltas.CounterKey;
import io.trawl.orchestrator.ledger.StagedCounts.Staged;
import io.trawl.schemas.Event;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Report;
import io.trawl.schemas.Tally;
import io.trawl.schemas.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What a batch of reports brings: chunks, publications, and changes of tasks and counters. */
final class Accepted {
    private final StagedCounts staged = new StagedCounts();
    private final TaskChanges changes = new TaskChanges();
    private final List<Chunk> chunks = new ArrayList<>();

    /** An accepted chunk that has rows. {@code records}: for the next phase; the last phase has nobody to emit for. */
    record Chunk(TaskRow.Key task, Report report, Staged staged, int records) {}

    /** Learns what is staged for the reports that {@code bucketOf} knows a bucket of. */
    void count(Handle handle, List<Report> reports, Function<Report, OptionalInt> bucketOf) {
        staged.count(handle, reports, bucketOf);
    }

    Staged staged(Report report) {
        return staged.of(report);
    }

    TaskChanges changes() {
        return changes;
    }

    List<Chunk> chunks() {
        return chunks;
    }

    void book(AttemptInHand hand, Report report) {
        CounterKey key = CounterKey.of(hand.row().key());
        add(key, report.tally());
        int records = hand.lastPhase() ? 0 : report.records();
        if (report.rows() > 0) {
            chunks.add(new Chunk(hand.row().key(), report, staged.of(report), records));
        }
        if (records > 0) {
            changes.counters().add(key, Counter.UNSCHEDULED, 1);
            changes.counters().add(key.next(), Counter.DISCOVERED, records);
        }
    }

    /** Of a task that has ended already: what is left is to count it and to say so. */
    void end(int phase, String source, Report report) {
        CounterKey key = new CounterKey(report.jobId(), phase, source);
        add(key, report.tally());
        changes.counters().move(key, TaskState.RUNNING, TaskState.DONE);
        changes.event(new Event.TaskEnded(report.jobId(), report.taskId(), report.attempt(), TaskState.DONE));
    }

    /** Attempts that go on: their checkpoint moved, their state did not. */
    void close(AttemptInHand hand) {
        if (hand.state() == TaskState.RUNNING && hand.advanced()) {
            TaskRow row = hand.row();
            changes.move(TaskAfter.to(TaskState.RUNNING, row));
            changes.event(new Event.TaskAdvanced(
                    row.key().jobId(),
                    row.key().taskId(),
                    row.attempt().number(),
                    row.attempt().lastSeq()));
        }
    }

    private void add(CounterKey key, Tally tally) {
        CounterDeltas counters = changes.counters();
        counters.add(key, Counter.DISCOVERED, tally.noted());
        counters.add(key, Counter.PROCESSED, tally.processed());
        counters.add(key, Counter.SKIPPED, tally.skippedTotal());
        counters.add(key, Counter.FAILED, tally.failedTotal());
        counters.add(key, Counter.EXCLUDED, tally.excludedTotal());
        counters.add(key, Counter.BYTES, tally.bytes());
        tally.skipped().forEach((reason, count) -> changes.reason(key, Outcome.SKIPPED, reason, count));
        tally.failed().forEach((reason, count) -> changes.reason(key, Outcome.FAILED, reason, count));
        tally.excluded().forEach((reason, count) -> changes.reason(key, Outcome.EXCLUDED, reason, count));
    }
}
