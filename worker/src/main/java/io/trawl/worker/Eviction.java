package io.trawl.worker;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.orchestration.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what must stop does. An attempt that was told to stop, or whose lease has run out, leaves by itself
 * at its next step; one that is caught in a call is interrupted. One that does not leave even then would still read its
 * source when the ledger has given its work away: so the process is halted before that.
 */
final class Eviction implements Loop {
    /** So many turns within a lease: each is short against the tenth of the lease that is kept back. */
    private static final int TURNS_PER_LEASE = 60;
    /** Under a dead lease, of its length: over before the ledger's view of the lease is. */
    private static final int PATIENCE_PART = 15;

    private static final Duration SHORTEST_TURN = Duration.ofMillis(5);

    private final Runnable halt;
    private final Duration leaseLength;
    private final LongSupplier nanos;
    private final Map<UUID, Stay> stays = new ConcurrentHashMap<>();

    /**
     * @param halt ends the process at once, without any clean-up
     * @param nanos the monotonic clock that the lease is counted on
     */
    Eviction(Runnable halt, Duration leaseLength, LongSupplier nanos) {
        this.halt = halt;
        this.leaseLength = leaseLength;
        this.nanos = nanos;
    }

    /** The attempt runs on the calling thread from here on. */
    void enter(AttemptHandle handle, Incarnation incarnation) {
        stays.put(handle.execution(), new Stay(handle, incarnation, Thread.currentThread()));
    }

    /** The attempt has left its handler. */
    void leave(AttemptHandle handle) {
        Stay stay = stays.remove(handle.execution());
        if (stay != null) {
            stay.left();
        }
    }

    @Override
    public String name() {
        return "worker-eviction";
    }

    @Override
    public Duration runOnce() {
        long now = nanos.getAsLong();
        for (Stay stay : stays.values()) {
            if (stay.mustLeave() && stay.overdue(now, patience(stay))) {
                System.getLogger(Eviction.class.getName())
                        .log(
                                System.Logger.Level.ERROR,
                                "An attempt of task {0} cannot be stopped: the process halts.",
                                String.valueOf(stay.handle.packet().taskId()));
                halt.run();
            }
        }
        Duration turn = leaseLength.dividedBy(TURNS_PER_LEASE);
        return turn.compareTo(SHORTEST_TURN) < 0 ? SHORTEST_TURN : turn;
    }

    /** While the lease lives the attempt still counts in the budget of its source: there is time. */
    private Duration patience(Stay stay) {
        return stay.incarnation.lease().alive() ? leaseLength : leaseLength.dividedBy(PATIENCE_PART);
    }

    private static final class Stay {
        private final AttemptHandle handle;
        private final Incarnation incarnation;
        private @Nullable Thread thread;
        private @Nullable Long toldAt;

        Stay(AttemptHandle handle, Incarnation incarnation, Thread thread) {
            this.handle = handle;
            this.incarnation = incarnation;
            this.thread = thread;
        }

        boolean mustLeave() {
            return handle.stopped() || !incarnation.lease().alive();
        }

        /** The first look tells it to leave, each later one again: an interrupt may be swallowed. */
        synchronized boolean overdue(long now, Duration patience) {
            if (thread == null) {
                return false;
            }
            if (toldAt == null) {
                toldAt = now;
            }
            thread.interrupt();
            return now - toldAt >= patience.toNanos();
        }

        /** From here on the thread does other things, and must not be interrupted for this one. */
        synchronized void left() {
            thread = null;
        }
    }
}
