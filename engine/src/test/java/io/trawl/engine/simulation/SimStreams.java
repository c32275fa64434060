package io.trawl.engine.simulation;

import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.LocalStreams;
import java.time.Duration;

/** The host of Pipeliner and Reaper; its state may be lost at any time, and it may stand still. */
final class SimStreams {
    private static final int BATCH = 200;
    private static final long TICK_MS = 250;
    private static final Duration SILENCE = World.LEASE.plusSeconds(1);

    private final World world;
    private final Life process = Life.process("streams");
    private final Life thread = process.thread("main");
    private LocalStreams streams;

    SimStreams(World world) {
        this.world = world;
        this.streams = restored();
        FaultyTransport transport = world.transport();
        Runnable wake = () -> world.timeline().after(world.chaos().between(0, 50), thread, this::consume);
        transport.events().listen(wake);
        transport.heartbeats().listen(wake);
        world.timeline().after(TICK_MS, thread, this::tick);
    }

    private LocalStreams restored() {
        return new LocalStreams(
                SILENCE,
                world.transport().commands(),
                EngineListener.NONE,
                world.timeline().now());
    }

    private void consume() {
        long now = world.timeline().now();
        streams.onEvents(world.transport().events().poll(BATCH), now);
        streams.onHeartbeats(world.transport().heartbeats().poll(BATCH), now);
    }

    private void tick() {
        Chaos chaos = world.chaos();
        if (chaos.strikes(Fault.STREAMS_WIPED)) {
            world.say(process, "lose their state");
            streams = restored();
        }
        if (chaos.strikes(Fault.STREAMS_PAUSED)) {
            world.say(process, "stand still");
            process.freeze(world.timeline().now() + chaos.standstill(2_000, 16_000));
        } else {
            streams.tick(world.timeline().now());
        }
        world.timeline().after(TICK_MS, thread, this::tick);
    }
}
