package io.trawl.engine.orchestration;

import io.trawl.engine.ledger.RetentionLedger;
import java.time.Duration;

/** Lets go of what is past its use, in small steps beside the work. */
public final class Housekeeper implements Loop {
    /** Buckets dropped in a turn. */
    static final int MAX_BUCKETS = 4;
    /** Jobs forgotten in a turn. */
    static final int MAX_JOBS = 100;
    /** While there is more to remove: most of the time is left to those who work. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /**
     * How long things are kept.
     *
     * @param jobs after their end, with results and gaps
     * @param retryable how long after its end a job with failed tasks can be retried
     * @param known how long after its removal a job's id and idempotency key are known
     * @param bucket age at which what was staged for a day of jobs may go
     * @param unused leases and rates nobody used for so long go
     * @param interval between turns
     * @param limit rows of a kind removed in a turn
     */
    public record Retention(
            Duration jobs,
            Duration retryable,
            Duration known,
            Duration bucket,
            Duration unused,
            Duration interval,
            int limit) {
        public static final Duration MAX_KEPT = Duration.ofDays(3_650);
        public static final Retention DEFAULT = new Retention(
                Duration.ofDays(90),
                Duration.ofDays(7),
                Duration.ofDays(365),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofMinutes(1),
                2_000);

        public Retention {
            if (limit < 1 || !interval.isPositive()) {
                throw new IllegalArgumentException("Housekeeping needs a limit and an interval above zero.");
            }
        }

        /** With these two from the settings. */
        public Retention keeping(Duration jobs, Duration retryable) {
            return new Retention(jobs, retryable, known, bucket, unused, interval, limit);
        }
    }

    private final RetentionLedger ledger;
    private final Retention retention;
    private final EngineListener listener;

    public Housekeeper(RetentionLedger ledger, Retention retention, EngineListener listener) {
        this.ledger = ledger;
        this.retention = retention;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "housekeeper";
    }

    @Override
    public Duration runOnce() {
        int forgotten = told("forgotten", ledger.forget(retention.jobs(), MAX_JOBS));
        int swept = told("swept", ledger.sweep(retention.limit()));
        told("retired", ledger.retire(retention.bucket(), retention.retryable(), MAX_BUCKETS));
        int cleared = told("cleared", ledger.clear(retention.known(), retention.unused(), retention.limit()));
        boolean more = forgotten >= MAX_JOBS || swept > 0 || cleared >= retention.limit();
        return more ? BREATH : retention.interval();
    }

    private int told(String what, int rows) {
        if (rows > 0) {
            listener.reconciled(what, rows);
        }
        return rows;
    }
}
