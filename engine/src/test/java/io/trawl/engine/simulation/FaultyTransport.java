package io.trawl.engine.simulation;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;

/** All channels of one installation. {@code answers} stands for the replies of a synchronous progress call. */
record FaultyTransport(
        Channel<WorkPacket> work,
        Channel<Report> progress,
        Channel<Heartbeat> heartbeats,
        Channel<Event> events,
        Channel<Command> commands,
        Channel<Verdict> answers) {
    static FaultyTransport in(World world) {
        Life network = Life.process("network");
        return new FaultyTransport(
                new Channel<>("work", world, network),
                new Channel<>("progress", world, network),
                new Channel<>("heartbeats", world, network),
                new Channel<>("events", world, network),
                new Channel<>("commands", world, network),
                new Channel<>("answers", world, network));
    }

    void wipe() {
        work.wipe();
        progress.wipe();
        heartbeats.wipe();
        events.wipe();
        commands.wipe();
        answers.wipe();
    }
}
