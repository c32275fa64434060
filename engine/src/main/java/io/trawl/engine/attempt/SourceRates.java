package io.trawl.engine.attempt;

import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the attempts of one worker may read of its sources, drawn from the ledger a part of a second at a time. What is
 * drawn and not read soon is forfeited: saved up, it would be a burst. Thread-safe.
 */
public final class SourceRates {
    /** How long a source without rates is taken to have none. */
    private static final long FREE_MILLIS = 2_000;

    private static final long KEPT_MILLIS = 250;
    private static final int MAX_SOURCES = 1_000;

    private final AttemptLedger ledger;
    private final LongSupplier millis;
    private final SourcePace pace;
    private final Map<Key, Balance> balances = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Balance> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** @param millis the worker's monotonic clock */
    public SourceRates(AttemptLedger ledger, LongSupplier millis) {
        this(ledger, millis, SourcePace.Listener.NONE);
    }

    /** @param listener told when a source gets a rest */
    public SourceRates(AttemptLedger ledger, LongSupplier millis, SourcePace.Listener listener) {
        this.ledger = ledger;
        this.millis = millis;
        this.pace = new SourcePace(millis, listener);
    }

    private record Key(String tenant, String source) {}

    private static final class Balance {
        long bytes;
        long rows;
        /** Until then it is good; or, of a source without rates, anything is. */
        long until;

        boolean free;
    }

    /** What the workers spare a source beside its rates, because it is slow. */
    SourcePace pace() {
        return pace;
    }

    /** Pays out of what was drawn before, if that is enough. */
    synchronized boolean isPaid(String tenant, String source, long bytes, long rows) {
        Balance balance = balances.get(new Key(tenant, source));
        if (balance == null || millis.getAsLong() >= balance.until) {
            return false;
        }
        if (balance.free) {
            return true;
        }
        if (balance.bytes < bytes || balance.rows < rows) {
            return false;
        }
        balance.bytes -= bytes;
        balance.rows -= rows;
        return true;
    }

    /** Draws at least so much, of which the caller may read it after the wait and must then {@link #settle}. */
    Toll draw(String tenant, String source, long bytes, long rows) {
        return ledger.pay(tenant, source, bytes, rows);
    }

    /** The wait is over: what the caller does not need itself is there for all. */
    synchronized void settle(String tenant, String source, Toll toll, long bytes, long rows) {
        long now = millis.getAsLong();
        Balance balance = balances.computeIfAbsent(new Key(tenant, source), _ -> new Balance());
        if (!toll.limited()) {
            balance.free = true;
            balance.until = now + FREE_MILLIS;
            return;
        }
        if (balance.free || now >= balance.until) {
            balance.bytes = 0;
            balance.rows = 0;
        }
        balance.free = false;
        balance.bytes += toll.bytes() - bytes;
        balance.rows += toll.rows() - rows;
        balance.until = now + KEPT_MILLIS;
    }
}
