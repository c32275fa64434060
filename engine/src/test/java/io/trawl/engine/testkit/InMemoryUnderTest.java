package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/** The ledger in memory under the contracts. */
final class InMemoryUnderTest implements LedgerUnderTest {
    private final VirtualClock clock = new VirtualClock();
    private final InMemoryLedger ledger;
    private final InMemorySchedules schedules;

    InMemoryUnderTest(Fences fences, RetryPolicy policy, Duration lease) {
        ledger = new InMemoryLedger(clock, fences, policy, lease, new SplittableRandom(7));
        schedules = new InMemorySchedules(clock, fences, ledger.jobsOfRuns());
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public ScheduleLedger schedules() {
        return schedules;
    }

    @Override
    public void advance(Duration by) {
        clock.advance(by);
    }

    @Override
    public void depose() {
        ledger.depose();
    }

    @Override
    public void force(UUID jobId, JobState state) {
        ledger.force(jobId, state);
    }

    @Override
    public int staged(long taskId, int attempt, UUID execution, int seq) {
        return ledger.staged(taskId, attempt, execution, seq);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
