package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a ledger in memory was opened with. */
record LedgerRules(VirtualClock clock, Fences fences, RetryPolicy policy, Duration lease, RandomGenerator random) {
    LedgerRules {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease must be longer than zero, got " + lease + ".");
        }
    }

    long now() {
        return clock.millis();
    }
}
