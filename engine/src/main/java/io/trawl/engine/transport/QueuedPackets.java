package io.trawl.engine.transport;

import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;

/** Packets out of a queue in memory; several workers may take from one queue, each through a source of its own. */
public final class QueuedPackets implements PacketSource {
    private final BoundedQueue<WorkPacket> queue;
    private List<WorkPacket> unsettled = List.of();

    public QueuedPackets(BoundedQueue<WorkPacket> queue) {
        this.queue = queue;
    }

    @Override
    public Taken take(int max, Duration wait) throws InterruptedException {
        release();
        List<WorkPacket> packets = queue.poll(max, wait);
        unsettled = packets;
        return packets.isEmpty() ? Taken.NOTHING : new Taken(packets, () -> unsettled = List.of(), this::release);
    }

    private void release() {
        List<WorkPacket> back = unsettled;
        unsettled = List.of();
        queue.putBack(back);
    }

    @Override
    public void close() {
        release();
    }
}
