package io.trawl.schemas;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one job. What a job has not read when it passes one of the last three is failed for that reason, and the job
 * ends with gaps; a retry counts them anew.
 *
 * @param concurrency tasks at the same time, 1 to 10,000; null is no limit of its own
 * @param deadline from submission, ISO-8601; null is none
 * @param duration spent running, without the time it was paused, ISO-8601; null is none
 * @param bytes read from its sources, 1 or more; null is none. It is looked at every second or so: what is read
 *     meanwhile counts beyond it
 */
public record JobLimits(
        @Nullable Integer concurrency,
        @Nullable Duration deadline,
        @Nullable Duration duration,
        @Nullable Long bytes) {
    public static final JobLimits NONE = new JobLimits(null, null, null, null);

    public JobLimits {
        if (concurrency != null) {
            Checks.within(concurrency, 1, Budget.MAX_CONCURRENCY, "limits.concurrency");
        }
        requireTime(deadline, "limits.deadline");
        requireTime(duration, "limits.duration");
        if (bytes != null) {
            Checks.atLeast(bytes, 1, "limits.bytes");
        }
    }

    private static void requireTime(@Nullable Duration limit, String field) {
        if (limit != null && (limit.isNegative() || limit.isZero())) {
            throw new InvalidField(field, "must be longer than zero, for example PT6H");
        }
    }
}
