package io.trawl.cli.assembly;

import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.QueuedPackets;
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
    /** How many messages of each kind may wait. */
    public record Capacities(int work, int reports, int events, int commands, int heartbeats) {
        /** Never more packets are claimed than there are slots, so that their queue is full only when something is wrong. */
        public static Capacities of(int slots) {
            // Reports wait in line with those of every other job: a long queue would only make a small job wait.
            return new Capacities(Math.max(16, slots * 2), Math.max(2_000, slots), 100_000, 100_000, 1_000);
        }
    }

    private final BoundedQueue<WorkPacket> work;
    private final BoundedQueue<Report> reports;
    private final BoundedQueue<Event> events;
    private final BoundedQueue<Command> commands;
    private final BoundedQueue<Heartbeat> heartbeats;

    LocalQueues(Capacities capacities) {
        work = new BoundedQueue<>(capacities.work(), Duration.ofMillis(50));
        reports = new BoundedQueue<>(capacities.reports(), Duration.ofSeconds(10));
        events = new BoundedQueue<>(capacities.events(), Duration.ofMillis(50));
        commands = new BoundedQueue<>(capacities.commands(), Duration.ofMillis(50));
        heartbeats = new BoundedQueue<>(capacities.heartbeats(), Duration.ZERO);
    }

    public BoundedQueue<WorkPacket> work() {
        return work;
    }

    PacketSource packets() {
        return new QueuedPackets(work);
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
