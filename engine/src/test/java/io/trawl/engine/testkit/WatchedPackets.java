package io.trawl.engine.testkit;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import java.time.Duration;

/** Packets of another source; a test hears when it is told to flush, and before it is closed. */
public record WatchedPackets(PacketSource packets, Runnable flushed, Runnable closed) implements PacketSource {
    @Override
    public Taken take(int max, Duration wait) throws InterruptedException {
        return packets.take(max, wait);
    }

    @Override
    public void flush() {
        flushed.run();
        packets.flush();
    }

    @Override
    public void close() {
        closed.run();
        packets.close();
    }
}
