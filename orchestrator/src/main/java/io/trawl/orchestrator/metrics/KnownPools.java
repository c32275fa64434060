package io.trawl.orchestrator.metrics;

import io.trawl.engine.coordinator.Demand;
import io.trawl.engine.ledger.AssignLedger;
import io.trawl.schemas.PoolView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What each pool wants, looked up in the ledger at most once a second however many scalers ask. */
public final class KnownPools implements Supplier<List<PoolView>> {
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final AssignLedger ledger;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable Look newest;

    private record Look(List<PoolView> pools, long at) {}

    public KnownPools(AssignLedger ledger, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.nanoTime = nanoTime;
    }

    /** @throws io.trawl.engine.ledger.LedgerUnavailable rather than old figures: who scales by them must know */
    @Override
    public List<PoolView> get() {
        looking.lock();
        try {
            Look look = newest;
            if (look == null || nanoTime.getAsLong() - look.at() >= MAX_AGE.toNanos()) {
                look = new Look(Demand.of(ledger.backlog(Demand.DUE_LIMIT)), nanoTime.getAsLong());
                newest = look;
            }
            return look.pools();
        } finally {
            looking.unlock();
        }
    }
}
