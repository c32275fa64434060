package io.trawl.worker;

import java.util.function.BooleanSupplier;

/**
 * Asked often by a running attempt whether it may go on; gives way to other virtual threads now and then, since they
 * are not time-sliced and a busy handler would keep its carrier from everybody else. Meant for one thread; that another
 * one asks now and then does no harm.
 */
final class FairTurn implements BooleanSupplier {
    private static final long TURN_NANOS = 10_000_000;

    private final BooleanSupplier mayRead;
    private volatile long yieldedAt = System.nanoTime();

    FairTurn(BooleanSupplier mayRead) {
        this.mayRead = mayRead;
    }

    @Override
    public boolean getAsBoolean() {
        long now = System.nanoTime();
        if (now - yieldedAt > TURN_NANOS) {
            Thread.yield();
            yieldedAt = System.nanoTime();
        }
        return mayRead.getAsBoolean();
    }
}
