package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;

/** Where the parts of the contract get their ledgers from. */
interface Scenes {
    Scenario given(Fences fences, RetryPolicy policy);

    default Scenario given(RetryPolicy policy) {
        return given(Fences.ALL, policy);
    }

    /** Two failures split, two crashes make a task run alone, two more there split it; an hour of backoff at most. */
    default Scenario given() {
        return given(new RetryPolicy(2, 2, 2, Scenario.LONG, Scenario.LONG));
    }

    /** As {@link #given()}, and who failed may try again at once. */
    default Scenario givenWithoutBackoff() {
        return given(new RetryPolicy(2, 2, 2, Duration.ZERO, Duration.ZERO));
    }
}
