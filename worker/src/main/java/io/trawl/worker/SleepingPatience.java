package io.trawl.worker;

import io.trawl.engine.attempt.Patience;
import io.trawl.engine.workload.AttemptStopped;

/** Waits on the attempt's own thread, 10 ms at first and doubling up to 2 s. */
final class SleepingPatience implements Patience {
    private static final long FIRST_MS = 10;
    private static final long LONGEST_MS = 2_000;

    @Override
    public void pause(int tries) {
        rest(Math.min(LONGEST_MS, FIRST_MS << Math.min(tries - 1, 10)));
    }

    @Override
    public void rest(long wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AttemptStopped("The attempt was interrupted.");
        }
    }
}
