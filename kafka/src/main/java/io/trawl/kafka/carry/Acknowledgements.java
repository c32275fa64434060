package io.trawl.kafka.carry;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the broker's answers, for a bounded time in all. */
final class Acknowledgements {
    private Acknowledgements() {}

    /** How many were acknowledged, from the front. @param end by {@link System#nanoTime} */
    static int await(List<? extends Future<?>> sent, long end) {
        int taken = 0;
        try {
            for (Future<?> one : sent) {
                one.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                taken++;
            }
        } catch (ExecutionException | TimeoutException e) {
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    static boolean failed(Future<?> sent) {
        return sent.state() == Future.State.FAILED;
    }
}
