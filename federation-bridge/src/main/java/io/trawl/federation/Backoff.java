package io.trawl.federation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures: twice as long each time, with jitter, so that sites are not asked in step. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 10;

    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(RandomGenerator random) {
        this(random, FIRST, LONGEST);
    }

    Backoff(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    /** One more. */
    Duration failed() {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MAX_DOUBLINGS));
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
