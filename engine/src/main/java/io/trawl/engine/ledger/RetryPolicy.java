package io.trawl.engine.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a failed task is tried again, and when it is not.
 *
 * @param maxFailures failures of the handler since the last accepted chunk after which a task is split, at least 1;
 *     the parts of a split get one try less than that, but at least one
 * @param maxCrashes lost leases since the last accepted chunk after which a task runs alone
 * @param maxSoloCrashes lost leases while it ran alone after which it is split, or its one record quarantined
 * @param baseBackoff upper bound of the first delay; doubles with each failure
 * @param maxBackoff upper bound of every delay
 */
public record RetryPolicy(
        int maxFailures, int maxCrashes, int maxSoloCrashes, Duration baseBackoff, Duration maxBackoff) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, 3, 2, Duration.ofSeconds(1), Duration.ofMinutes(1));

    public RetryPolicy {
        if (maxFailures < 1 || maxCrashes < 1 || maxSoloCrashes < 1) {
            throw new IllegalArgumentException("Limits of a retry policy must be at least 1.");
        }
        if (baseBackoff.isNegative() || maxBackoff.compareTo(baseBackoff) < 0) {
            throw new IllegalArgumentException("The longest backoff must not be shorter than the first.");
        }
    }

    /** Exponential backoff with full jitter: uniform in [0, min(max, base · 2^(failures-1))]. */
    public Duration backoff(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long bound = Math.min(maxBackoff.toMillis(), baseBackoff.toMillis() << doublings);
        return Duration.ofMillis(bound <= 0 ? 0 : random.nextLong(bound + 1));
    }

    /** Failures a part of a split starts with, so that it has one try less than a whole task. */
    public int failuresOfPart() {
        return Math.min(1, maxFailures - 1);
    }
}
