package io.trawl.cli.assembly;

import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Packets by pool. The worker in this process takes those of one; those of others are for workers that ask from afar. A
 * packet of a pool whose workers have all gone is redispatched after its bound.
 */
final class PoolQueues implements Sender<WorkPacket> {
    /** Sources name their pools; more of them than this are refused. */
    static final int MAX_POOLS = 1_000;
    /** Of a pool without a worker here. Nothing waits there for long: packets are made for slots that are free. */
    private static final int CAPACITY = 1_000;

    private final String own;
    private final BoundedQueue<WorkPacket> ownQueue;
    private final Map<String, BoundedQueue<WorkPacket>> others = new ConcurrentHashMap<>();

    /** @param own the pool of {@code queue} */
    PoolQueues(String own, BoundedQueue<WorkPacket> queue) {
        this.own = own;
        this.ownQueue = queue;
    }

    @Override
    public int send(List<WorkPacket> messages) {
        int taken = 0;
        while (taken < messages.size()) {
            String pool = messages.get(taken).pool();
            int end = taken + 1;
            while (end < messages.size() && messages.get(end).pool().equals(pool)) {
                end++;
            }
            int sent = of(pool).send(messages.subList(taken, end));
            taken += sent;
            if (taken < end) {
                break;
            }
        }
        return taken;
    }

    /** A new source; several may share a pool. */
    PacketSource packets(String pool) {
        return new QueuedPackets(of(pool));
    }

    private BoundedQueue<WorkPacket> of(String pool) {
        if (pool.equals(own)) {
            return ownQueue;
        }
        BoundedQueue<WorkPacket> known = others.get(pool);
        if (known == null && others.size() >= MAX_POOLS) {
            throw new IllegalStateException("There are packets of " + MAX_POOLS + " pools already; use fewer pools.");
        }
        return known != null
                ? known
                : others.computeIfAbsent(pool, _ -> new BoundedQueue<>(CAPACITY, Duration.ofMillis(50)));
    }

    void close() {
        others.values().forEach(BoundedQueue::close);
    }
}
