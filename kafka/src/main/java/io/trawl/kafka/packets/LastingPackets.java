package io.trawl.kafka.packets;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Packets from a source that is opened when it is first asked, and opened anew when it fails: a worker starts without its
 * broker, and outlives whatever becomes of it. What is not settled when it fails is offered again by the broker.
 */
final class LastingPackets implements PacketSource {
    private static final System.Logger LOG = System.getLogger(LastingPackets.class.getName());

    private final Supplier<PacketSource> opener;
    private final int batch;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable PacketSource source;
    private boolean failed;

    /** @param opener may throw; it is asked again with the next take */
    LastingPackets(Supplier<PacketSource> opener, int batch) {
        this.opener = opener;
        this.batch = batch;
    }

    @Override
    public Taken take(int max, Duration wait) throws InterruptedException {
        if (max < batch) {
            throw new IllegalArgumentException("At least " + batch + " packets must be taken at a time.");
        }
        try {
            PacketSource open = source == null ? opener.get() : source;
            source = open;
            Taken taken = open.take(max, wait);
            recovered();
            return taken.isEmpty()
                    ? Taken.NOTHING
                    : new Taken(taken.packets(), () -> settle(taken::accept), () -> settle(taken::release));
        } catch (RuntimeException e) {
            fail(e);
            pause(wait);
            return Taken.NOTHING;
        }
    }

    /** Else a broker that refuses at once would be asked without end. */
    private void pause(Duration wait) throws InterruptedException {
        if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "Closed while packets could not be taken.");
        }
    }

    /** The ledger has answered already: what the broker does not hear is offered again, and refused. */
    private void settle(Runnable how) {
        try {
            how.run();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void recovered() {
        if (failed) {
            failed = false;
            LOG.log(System.Logger.Level.WARNING, "Packets are taken again.");
        }
    }

    private void fail(RuntimeException e) {
        if (!failed) {
            failed = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Packets cannot be taken, which is tried again with a new consumer: {0}",
                    e.toString());
        }
        closeSource();
    }

    private void closeSource() {
        PacketSource open = source;
        source = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "A consumer of packets did not close cleanly: {0}", e.toString());
            }
        }
    }

    @Override
    public void flush() {
        PacketSource open = source;
        if (open != null) {
            settle(open::flush);
        }
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void close() {
        closed.countDown();
        closeSource();
    }
}
