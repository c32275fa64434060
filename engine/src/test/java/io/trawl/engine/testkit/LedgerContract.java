package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What every ledger keeps. An implementation runs it by extending it and opening itself. */
public abstract class LedgerContract
        implements SubmitContract,
                ClaimContract,
                StartContract,
                StageContract,
                AcceptContract,
                PublishContract,
                FailureContract,
                CrashContract,
                ScheduleContract,
                LeaseContract,
                ReconcileContract,
                CancelContract,
                VerbContract,
                LimitContract,
                CompleteContract,
                ReadContract,
                TenantContract,
                SourceContract,
                ConcurrencyContract {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final List<Scenario> opened = new ArrayList<>();

    /** Opens an empty ledger with these fences. */
    protected abstract LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease);

    @Override
    public final Scenario given(Fences fences, RetryPolicy policy) {
        Scenario scenario = new Scenario(open(fences, policy, LEASE), LEASE);
        opened.add(scenario);
        return scenario;
    }

    @AfterEach
    final void closeScenarios() {
        opened.forEach(Scenario::close);
    }
}
