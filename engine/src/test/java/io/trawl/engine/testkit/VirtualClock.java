package io.trawl.engine.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves only when it is told to. */
public final class VirtualClock implements InstantSource {
    /** 2026-01-01T00:00:00Z: any fixed day serves, and a round one reads well in a failure. */
    public static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private final AtomicLong now;

    public VirtualClock() {
        this(EPOCH_MILLIS);
    }

    public VirtualClock(long startMillis) {
        this.now = new AtomicLong(startMillis);
    }

    @Override
    public long millis() {
        return now.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now.get());
    }

    /** @throws IllegalArgumentException when asked to go back: no part of the system expects that of a clock */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("A virtual clock cannot go back by " + by + ".");
        }
        now.addAndGet(by.toMillis());
    }
}
