package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;

final class InMemoryFenceTest extends FenceContract {
    @Override
    protected LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease) {
        return new InMemoryUnderTest(fences, policy, lease);
    }
}
