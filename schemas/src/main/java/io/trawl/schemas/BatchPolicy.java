package io.trawl.schemas;

import java.time.Duration;

/**
 * How records of a phase are batched into tasks.
 *
 * @param maxRecords a task never has more inputs than this
 * @param maxWeight a task is closed when its weight reaches this (the workload's unit)
 * @param linger how long a smaller batch waits for more
 */
public record BatchPolicy(int maxRecords, long maxWeight, Duration linger) {
    public static final int MAX_RECORDS = 100_000;

    public BatchPolicy {
        Checks.within(maxRecords, 1, MAX_RECORDS, "batch.max_records");
        Checks.atLeast(maxWeight, 1, "batch.max_weight");
        Checks.present(linger, "batch.linger");
        if (linger.isNegative() || linger.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new InvalidField("batch.linger", "must be between zero and one minute");
        }
    }
}
