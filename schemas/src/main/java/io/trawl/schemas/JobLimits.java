package io.trawl.schemas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one job.
 *
 * @param concurrency tasks at the same time, 1 to 10,000; null is no limit of its own
 * @param deadline from submission, ISO-8601; null is none
 */
public record JobLimits(
        @Nullable Integer concurrency, @Nullable Duration deadline) {
    public static final JobLimits NONE = new JobLimits(null, null);

    public JobLimits {
        if (concurrency != null) {
            Checks.within(concurrency, 1, Budget.MAX_CONCURRENCY, "limits.concurrency");
        }
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new InvalidField("limits.deadline", "must be longer than zero, for example PT6H");
        }
    }
}
