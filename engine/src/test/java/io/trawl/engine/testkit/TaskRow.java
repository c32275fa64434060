package io.trawl.engine.testkit;

import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task. Its state is changed by {@link LedgerTables#move} alone, so that the counters follow. */
final class TaskRow {
    final long id;
    final JobRow job;
    final int phase;
    final String source;
    final List<InputRange> ranges;
    final long records;

    TaskState state = TaskState.PENDING;
    int attempt;

    @Nullable
    UUID execution;

    @Nullable
    UUID worker;

    long startedAtRenewal;
    int lastSeq;
    /** The attempt ended with a report of its own: who repeats it is told so, not fenced. */
    boolean endedByReport;

    Checkpoint checkpoint = Checkpoint.START;
    int failures;
    int crashes;
    int soloCrashes;
    /** Why it is DEAD. */
    @Nullable
    String deadReason;

    long dueAt;
    long since;

    TaskRow(long id, JobRow job, int phase, String source, List<InputRange> ranges) {
        this.id = id;
        this.job = job;
        this.phase = phase;
        this.source = source;
        this.ranges = List.copyOf(ranges);
        this.records = this.ranges.stream().mapToLong(InputRange::records).sum();
    }

    CounterRow counter() {
        return job.counter(phase, source);
    }

    long left() {
        return records - checkpoint.recordsDone();
    }

    boolean ownedBy(int otherAttempt, UUID otherExecution) {
        return attempt == otherAttempt && otherExecution.equals(execution);
    }

    void forgiveAll() {
        failures = 0;
        crashes = 0;
        soloCrashes = 0;
    }
}
