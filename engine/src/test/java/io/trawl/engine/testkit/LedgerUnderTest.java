package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.schemas.JobState;
import java.time.Duration;
import java.util.UUID;

/** A ledger as the contracts need it: empty when opened, with a clock that can be moved and a few back doors. */
public interface LedgerUnderTest extends AutoCloseable {
    Ledger ledger();

    ScheduleLedger schedules();

    /** Moves the ledger's own clock forward. */
    void advance(Duration by);

    /**
     * Takes the lead away from whoever holds it, without telling it: its claims still reach the ledger, and only
     * {@link io.trawl.engine.ledger.Fence#CLAIM_LEADER} stands between them and the rows.
     */
    void depose();

    /** Puts a job's row alone into a state, as when a transition has not reached its tasks yet. */
    void force(UUID jobId, JobState state);

    /** Rows staged under a key. */
    int staged(long taskId, int attempt, UUID execution, int seq);

    @Override
    void close();
}
