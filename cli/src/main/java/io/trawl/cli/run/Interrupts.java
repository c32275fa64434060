package io.trawl.cli.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/** Signals that ask the process to end: the first is told to the command, the second ends the process at once. */
public final class Interrupts implements Pause {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<@Nullable Kind> kind = new AtomicReference<>();

    /** Which signal it was. */
    public enum Kind {
        /** Someone at the keyboard has changed their mind. */
        INTERRUPT("INT", 130),
        /** The machine, or whoever runs this, needs it to go. */
        TERMINATE("TERM", 143),
        /** The terminal went away. */
        HANG_UP("HUP", 129);

        private final String signal;
        private final int exitCode;

        Kind(String signal, int exitCode) {
            this.signal = signal;
            this.exitCode = exitCode;
        }

        /** 128 and the number of the signal, as shells have it. */
        public int exitCode() {
            return exitCode;
        }
    }

    private Interrupts() {}

    /** From here on. Only for the process as a whole: the main method's. */
    public static Interrupts install() {
        Interrupts interrupts = new Interrupts();
        for (Kind kind : Kind.values()) {
            try {
                Signal.handle(new Signal(kind.signal), signal -> interrupts.ask(kind));
            } catch (IllegalArgumentException e) {
                // Whoever started the JVM has reserved the signal (-Xrs): then the JVM's own way has to do.
            }
        }
        return interrupts;
    }

    private void ask(Kind which) {
        if (!kind.compareAndSet(null, which)) {
            Runtime.getRuntime().halt(which.exitCode());
        }
        asked.countDown();
    }

    @Override
    public @Nullable Kind await(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS) ? kind.get() : null;
    }
}
