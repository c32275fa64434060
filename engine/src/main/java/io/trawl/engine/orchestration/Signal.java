package io.trawl.engine.orchestration;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A wake-up that is not lost when nobody waits yet. It is a hint: whoever waits also wakes up by itself. */
public final class Signal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until raised, or until the time is over. */
    public void await(Duration most) throws InterruptedException {
        raised.tryAcquire(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
        raised.drainPermits();
    }
}
