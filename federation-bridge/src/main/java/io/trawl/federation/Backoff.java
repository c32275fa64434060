package io.trawl.federation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures: twice as long each time, with jitter, so that sites are not asked in step. */
final class Backoff {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final int MAX_DOUBLINGS = 10;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** One more. */
    Duration failed() {
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, MAX_DOUBLINGS));
        failures++;
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    int failures() {
        return failures;
    }

    void succeeded() {
        failures = 0;
    }
}
