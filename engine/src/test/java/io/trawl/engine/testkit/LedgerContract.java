package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;

/** What every ledger keeps. An implementation runs it by extending it and opening itself. */
public abstract class LedgerContract {
    /** Opens an empty ledger with these fences. */
    protected abstract LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease);
}
