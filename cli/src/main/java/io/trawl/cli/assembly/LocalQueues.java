package io.trawl.cli.assembly;

import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;

/**
 * The queues of one process. Reports press back on the workers that send them; facts and proposals do not wait for
 * room for long, since two loops that feed each other must not wait for each other: what does not fit is dropped,
 * counted, and healed by the reconciler.
 */
public final class LocalQueues {
    private static final int REPORTS = 20_000;
    private static final int EVENTS = 100_000;
    private static final int COMMANDS = 100_000;
    private static final int HEARTBEATS = 1_000;

    private final BoundedQueue<WorkPacket> work;
    private final BoundedQueue<Report> reports = new BoundedQueue<>(REPORTS, Duration.ofSeconds(10));
    private final BoundedQueue<Event> events = new BoundedQueue<>(EVENTS, Duration.ofMillis(50));
    private final BoundedQueue<Command> commands = new BoundedQueue<>(COMMANDS, Duration.ofMillis(50));
    private final BoundedQueue<Heartbeat> heartbeats = new BoundedQueue<>(HEARTBEATS, Duration.ZERO);

    LocalQueues(int slots) {
        // Never more packets are claimed than there are slots, so that this queue is full only when something is wrong.
        work = new BoundedQueue<>(Math.max(16, slots * 2), Duration.ofMillis(50));
    }

    public BoundedQueue<WorkPacket> work() {
        return work;
    }

    PacketSource packets() {
        return work::poll;
    }

    public BoundedQueue<Report> reports() {
        return reports;
    }

    public BoundedQueue<Event> events() {
        return events;
    }

    public BoundedQueue<Command> commands() {
        return commands;
    }

    BoundedQueue<Heartbeat> heartbeats() {
        return heartbeats;
    }

    void close() {
        work.close();
        reports.close();
        events.close();
        commands.close();
        heartbeats.close();
    }
}
