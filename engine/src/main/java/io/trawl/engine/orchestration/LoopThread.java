package io.trawl.engine.orchestration;

import java.time.Duration;
import java.util.function.BiConsumer;

/** Runs a loop on a thread of its own until closed. A turn that throws is reported and tried again after a pause. */
public final class LoopThread implements AutoCloseable {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Loop loop;
    private final Signal signal;
    private final BiConsumer<Loop, RuntimeException> failures;
    private final Thread thread;
    private volatile boolean stopped;

    /** @param failures told of every turn that threw; must not throw */
    public LoopThread(Loop loop, Signal signal, BiConsumer<Loop, RuntimeException> failures) {
        this.loop = loop;
        this.signal = signal;
        this.failures = failures;
        this.thread =
                Thread.ofPlatform().name("trawl-" + loop.name()).daemon(true).unstarted(this::run);
    }

    public LoopThread start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!stopped) {
            Duration pause = turn();
            try {
                if (!stopped && pause.isPositive()) {
                    signal.await(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration turn() {
        try {
            return loop.runOnce();
        } catch (RuntimeException e) {
            if (!stopped) {
                failures.accept(loop, e);
            }
            return AFTER_FAILURE;
        }
    }

    /** Lets the current turn finish, for a bounded time. */
    @Override
    public void close() {
        stopped = true;
        signal.raise();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
