package io.trawl.engine.desk;

import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes packets for workers that reach no transport themselves, when they ask: one source per pool, open only while
 * somebody asks for its packets, so that nothing lies here. Whoever has waited longest is served first. As a loop it
 * closes the sources that nobody asked for lately. Thread-safe.
 */
public final class PacketDesk implements Loop, AutoCloseable {
    static final int MAX_WAITING = 2_000;
    static final int MAX_POOLS = 1_000;
    /** A source that is opened again has to join its pool first, which takes seconds on some transports. */
    static final Duration KEPT_OPEN = Duration.ofMinutes(2);

    private static final Duration TURN = Duration.ofSeconds(10);
    /** A stop is noticed so soon. */
    private static final Duration SLICE = Duration.ofMillis(250);
    /** How long to look for more once there is something to answer with. */
    private static final Duration MORE = Duration.ofMillis(5);

    private final Function<String, PacketSource> sources;
    private final LongSupplier nanos;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private volatile boolean closing;

    /** @param sources opens one for a pool, whose {@link PacketSource#batch} must be 1: a worker may have one free slot */
    public PacketDesk(Function<String, PacketSource> sources, LongSupplier nanos) {
        this.sources = sources;
        this.nanos = nanos;
    }

    /** Starts packets, and returns what was granted; throws when the ledger does not answer. */
    @FunctionalInterface
    public interface Starter<T> {
        List<T> start(List<WorkPacket> packets);
    }

    /**
     * Waits until something was granted or the time is up.
     *
     * @param max most to be granted, at least 1
     * @throws RuntimeException of the starter; its packets were given back then
     */
    public <T> List<T> serve(String pool, int max, Duration wait, Starter<T> starter)
            throws DeskFull, InterruptedException {
        if (!places.tryAcquire()) {
            throw new DeskFull("Already " + MAX_WAITING + " workers wait for tasks; ask again a little later.");
        }
        long end = nanos.getAsLong() + wait.toNanos();
        try {
            Lane lane = lane(pool);
            if (!lane.lock.tryLock(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS)) {
                return List.of();
            }
            try {
                return lane.serve(max, end, starter);
            } finally {
                lane.askedAt = nanos.getAsLong();
                lane.lock.unlock();
            }
        } finally {
            places.release();
        }
    }

    private Lane lane(String pool) throws DeskFull {
        Lane known = lanes.get(pool);
        if (known == null && lanes.size() >= MAX_POOLS) {
            throw new DeskFull("Workers of " + MAX_POOLS + " pools ask already; use fewer pools.");
        }
        return known != null ? known : lanes.computeIfAbsent(pool, Lane::new);
    }

    /** From here on nobody waits, and nothing is given out. */
    public void quiesce() {
        closing = true;
    }

    @Override
    public String name() {
        return "packet-desk";
    }

    @Override
    public Duration runOnce() {
        long now = nanos.getAsLong();
        lanes.values().forEach(lane -> lane.closeIfUnused(now));
        return TURN;
    }

    /** Gives back what was taken and not started. */
    @Override
    public void close() {
        quiesce();
        lanes.values().forEach(Lane::close);
    }

    /** The packets of one pool. Its lock is held while they are taken and started. */
    private final class Lane {
        private final String pool;
        private final ReentrantLock lock = new ReentrantLock(true);
        private volatile long askedAt;
        private @Nullable PacketSource source;

        Lane(String pool) {
            this.pool = pool;
        }

        <T> List<T> serve(int max, long end, Starter<T> starter) throws InterruptedException {
            try {
                return granted(max, end, starter);
            } finally {
                // Nobody knows when somebody asks again.
                PacketSource open = source;
                if (open != null) {
                    open.flush();
                }
            }
        }

        private <T> List<T> granted(int max, long end, Starter<T> starter) throws InterruptedException {
            List<T> granted = new ArrayList<>();
            while (!closing) {
                long left = granted.isEmpty() ? end - nanos.getAsLong() : MORE.toNanos();
                Taken taken = opened().take(max - granted.size(), Duration.ofNanos(slice(left)));
                if (!taken.isEmpty()) {
                    granted.addAll(started(taken, starter));
                }
                boolean over = taken.isEmpty() && (left <= SLICE.toNanos() || !granted.isEmpty());
                if (over || granted.size() >= max) {
                    break;
                }
            }
            return granted;
        }

        private static long slice(long left) {
            return Math.max(0, Math.min(left, SLICE.toNanos()));
        }

        private <T> List<T> started(Taken taken, Starter<T> starter) {
            List<T> granted;
            try {
                granted = starter.start(taken.packets());
            } catch (RuntimeException e) {
                taken.release();
                throw e;
            }
            taken.accept();
            return granted;
        }

        private PacketSource opened() {
            PacketSource open = source;
            if (open == null) {
                open = sources.apply(pool);
                if (open.batch() != 1) {
                    open.close();
                    throw new IllegalArgumentException(
                            "The packets of pool " + pool + " come " + open.batch() + " at a time; take them singly.");
                }
                source = open;
            }
            return open;
        }

        void closeIfUnused(long now) {
            if (now - askedAt > KEPT_OPEN.toNanos() && lock.tryLock()) {
                try {
                    shut();
                } finally {
                    lock.unlock();
                }
            }
        }

        void close() {
            lock.lock();
            try {
                shut();
            } finally {
                lock.unlock();
            }
        }

        private void shut() {
            PacketSource open = source;
            source = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
