package io.trawl.engine.transport;

import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;

/** Where a worker takes packets from. */
public interface PacketSource {
    /** Up to {@code max} packets; waits for the first one. Empty when the wait was in vain. */
    List<WorkPacket> take(int max, Duration wait) throws InterruptedException;
}
