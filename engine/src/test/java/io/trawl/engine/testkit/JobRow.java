package io.trawl.engine.testkit;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.Overrun;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SourceSpec;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job, its counters and its tasks. */
final class JobRow {
    final JobSpec spec;
    /** Order of creation. */
    final long number;

    final long createdAt;
    final int bucket;
    /** By phase, then source. */
    final NavigableMap<String, CounterRow> counters = new TreeMap<>();

    final NavigableMap<Long, TaskRow> tasks = new TreeMap<>();
    /** BARRIER phases whose release was announced. */
    final Set<Integer> released = new HashSet<>();

    JobState state = JobState.PENDING;
    long version = 1;
    int revision = 1;
    long updatedAt;

    /** What its limits count from; a retry starts them anew. */
    long limitsFrom;

    long bytesFrom;
    /** Spent RUNNING up to the last pause. */
    long ranMillis;
    /** Since when it is RUNNING; null while it is not. */
    @Nullable
    Long runningFrom;

    /** The limit it has passed. */
    @Nullable
    Overrun overrun;

    @Nullable
    Long endedAt;

    @Nullable
    String reason;

    @Nullable
    TraceContext trace;

    /** Kept until its master has acknowledged its end. */
    boolean held;

    JobRow(JobSpec spec, long number, int bucket, long createdAt) {
        this.spec = spec;
        this.number = number;
        this.bucket = bucket;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.limitsFrom = createdAt;
        this.held = spec.request().parent() != null;
        for (int phase = 0; phase < spec.phases().size(); phase++) {
            for (SourceSpec source : spec.request().sources()) {
                counters.put(counterKey(phase, source.id()), new CounterRow(phase, source.id()));
            }
        }
    }

    private static String counterKey(int phase, String source) {
        return "%05d %s".formatted(phase, source);
    }

    UUID id() {
        return spec.jobId();
    }

    CounterRow counter(int phase, String source) {
        CounterRow row = counters.get(counterKey(phase, source));
        if (row == null) {
            throw new IllegalStateException(
                    "Job " + id() + " has no counter of phase " + phase + " at " + source + ".");
        }
        return row;
    }

    /** Accepts reports. */
    boolean alive() {
        return state == JobState.RUNNING || state == JobState.PAUSED;
    }

    /** Its tasks may be claimed and started. */
    boolean running() {
        return state == JobState.RUNNING && overrun == null;
    }

    long bytes() {
        return counters.values().stream().mapToLong(row -> row.bytes).sum();
    }

    boolean barrier(int phase) {
        return spec.phases().get(phase).mode() == PhaseMode.BARRIER;
    }

    PhasePlan plan(int phase) {
        return spec.phases().get(phase);
    }

    String poolOf(String source) {
        String pool = spec.source(source).pool();
        return pool == null ? SourceSpec.DEFAULT_POOL : pool;
    }

    long open() {
        return counters.values().stream().mapToLong(CounterRow::open).sum();
    }

    long inFlight() {
        return counters.values().stream().mapToLong(CounterRow::inFlight).sum();
    }

    long unscheduled() {
        return counters.values().stream().mapToLong(row -> row.unscheduled).sum();
    }

    /** No earlier phase has anything open, nor a chunk of its inputs left: nothing more can arrive at this phase. */
    boolean fed(int phase) {
        return counters.values().stream()
                .allMatch(row ->
                        (row.phase >= phase || row.open() == 0) && (row.phase >= phase - 1 || row.unscheduled == 0));
    }

    void become(JobState other, long now) {
        if (runningFrom != null) {
            ranMillis += now - runningFrom;
        }
        runningFrom = other == JobState.RUNNING ? now : null;
        state = other;
        touch(now);
    }

    void countLimitsAnew(long now) {
        limitsFrom = now;
        ranMillis = 0;
        bytesFrom = bytes();
    }

    /** Runs again after it had ended. */
    void begin(long now) {
        revision++;
        endedAt = null;
        reason = null;
        overrun = null;
        held = spec.request().parent() != null;
        released.clear();
        become(JobState.RUNNING, now);
    }

    /** The job or one of its counters changed. */
    void touch(long now) {
        version++;
        updatedAt = now;
    }
}
