package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;

final class InMemoryLedgerTest extends LedgerContract {
    @Override
    protected LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease) {
        return new InMemoryUnderTest(fences, policy, lease);
    }
}
