package io.trawl.engine.attempt;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A worker's own view of its lease, on its monotonic clock, counted from the moment the answered renewal was
 * <em>sent</em>: so it ends before the ledger's view does, whatever the clocks say. Safe for many threads.
 */
public final class LeaseClock {
    private final LongSupplier nanos;
    private volatile long endsAt;

    public LeaseClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.endsAt = nanos.getAsLong();
    }

    /** A renewal sent at {@code sentAt} (of the same clock) was answered. */
    public synchronized void renewed(long sentAt, Duration length) {
        long end = sentAt + length.toNanos();
        if (end - endsAt > 0) {
            endsAt = end;
        }
    }

    /** The ledger refused: nothing may run any more under this lease. */
    public synchronized void revoke() {
        endsAt = nanos.getAsLong() - 1;
    }

    public boolean alive() {
        return endsAt - nanos.getAsLong() > 0;
    }
}
