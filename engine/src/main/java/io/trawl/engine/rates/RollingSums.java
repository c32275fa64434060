package io.trawl.engine.rates;

import io.trawl.schemas.Throughput;
import io.trawl.schemas.Throughput.Pace;
import java.util.Arrays;

/** What one phase did in the last five minutes, in buckets of a few seconds. Not safe for several threads. */
final class RollingSums {
    static final long BUCKET_MS = 5_000;
    static final int STEADY_BUCKETS = 60;
    static final int RECENT_BUCKETS = 6;
    /** What is counted first was done before: over no time at all any rate would be infinite. */
    private static final long LEAST_MS = 1_000;

    private final long[] records = new long[STEADY_BUCKETS];
    private final long[] tasks = new long[STEADY_BUCKETS];
    private final long began;
    private long newest;

    RollingSums(long now) {
        began = now - LEAST_MS;
        newest = now / BUCKET_MS;
    }

    void add(long moreRecords, long moreTasks, long now) {
        advance(now);
        records[slot(newest)] += moreRecords;
        tasks[slot(newest)] += moreTasks;
    }

    boolean idle(long now) {
        advance(now);
        return Arrays.stream(records).allMatch(n -> n == 0)
                && Arrays.stream(tasks).allMatch(n -> n == 0);
    }

    Throughput throughput(long now) {
        advance(now);
        return new Throughput(pace(RECENT_BUCKETS, now), pace(STEADY_BUCKETS, now));
    }

    private Pace pace(int buckets, long now) {
        long recordsSum = 0;
        long tasksSum = 0;
        for (long bucket = newest - buckets + 1; bucket <= newest; bucket++) {
            recordsSum += records[slot(bucket)];
            tasksSum += tasks[slot(bucket)];
        }
        long covered = now - (newest - buckets + 1) * BUCKET_MS;
        long ms = Math.max(LEAST_MS, Math.min(covered, now - began));
        return new Pace(perSecond(recordsSum, ms), perSecond(tasksSum, ms));
    }

    /** To the hundredth, which is more than anybody needs. */
    private static double perSecond(long sum, long ms) {
        return Math.round(100_000.0 * sum / ms) / 100.0;
    }

    private void advance(long now) {
        long bucket = now / BUCKET_MS;
        for (long next = Math.max(newest + 1, bucket - STEADY_BUCKETS + 1); next <= bucket; next++) {
            records[slot(next)] = 0;
            tasks[slot(next)] = 0;
        }
        newest = Math.max(newest, bucket);
    }

    private static int slot(long bucket) {
        return (int) Math.floorMod(bucket, STEADY_BUCKETS);
    }
}
