package io.trawl.engine.testkit;

import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.testkit.LedgerTables.Key;
import io.trawl.schemas.Budget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The rates of sources, in nanoseconds of the virtual clock up to which they are given away. */
final class Tolls {
    private final LedgerTables tables;
    private final Map<Key, Long> bytesUpto = new HashMap<>();
    private final Map<Key, Long> rowsUpto = new HashMap<>();

    Tolls(LedgerTables tables) {
        this.tables = tables;
    }

    Toll pay(String tenant, String source, long bytes, long rows) {
        Key key = new Key(tenant, source);
        Budget budget = tables.budgets.getOrDefault(key, LedgerTables.DEFAULT_BUDGET);
        if (budget.bytesPerSecond() == null && budget.rowsPerSecond() == null) {
            return Toll.FREE;
        }
        long grantedBytes = Toll.slice(bytes, budget.bytesPerSecond());
        long grantedRows = Toll.slice(rows, budget.rowsPerSecond());
        long now = tables.rules.now() * 1_000_000;
        long upto = Math.max(
                take(bytesUpto, key, now, Toll.earning(grantedBytes, budget.bytesPerSecond())),
                take(rowsUpto, key, now, Toll.earning(grantedRows, budget.rowsPerSecond())));
        return new Toll(true, grantedBytes, grantedRows, Duration.ofNanos(Math.max(0, upto - now)));
    }

    private static long take(Map<Key, Long> upto, Key key, long now, Duration earning) {
        return earning.isZero()
                ? now
                : upto.merge(key, now + earning.toNanos(), (before, next) -> Math.max(before, now) + earning.toNanos());
    }
}
