package io.trawl.engine.orchestration;

import io.trawl.engine.pipeline.Pipeliner;
import io.trawl.engine.rates.RollingRates;
import io.trawl.engine.reaper.Reaper;
import io.trawl.engine.store.InMemoryStore;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Hosts {@link Pipeliner} and {@link Reaper} in memory, as the streams app does elsewhere. Not safe for several threads. */
public final class LocalStreams {
    private static final int MAX_COMMANDS_PER_TICK = 1_000;

    private final Pipeliner pipeliner =
            new Pipeliner(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
    private final Reaper reaper;
    private final Sender<Command> commands;
    private final Consumer<List<Event>> notices;
    private final RollingRates rates = new RollingRates();
    private final EngineListener listener;

    /** With nobody who wants to know how fast it goes. */
    public LocalStreams(Duration silence, Sender<Command> commands, EngineListener listener, long now) {
        this(silence, commands, told -> {}, listener, now);
    }

    /**
     * @param notices takes what is made of the facts: rates of jobs, workers that joined, were lost or stalled
     * @param now milliseconds of the host's monotonic clock
     */
    public LocalStreams(
            Duration silence,
            Sender<Command> commands,
            Consumer<List<Event>> notices,
            EngineListener listener,
            long now) {
        this.reaper = new Reaper(new InMemoryStore<>(), new InMemoryStore<>(), silence);
        this.reaper.caughtUp(now);
        this.commands = commands;
        this.notices = notices;
        this.listener = listener;
    }

    public void onEvents(List<Event> events, long now) {
        for (Event event : events) {
            pipeliner.on(event, now);
            reaper.on(event, now);
            rates.on(event, now);
        }
        propose(pipeliner.full(now));
    }

    public void onHeartbeats(List<Heartbeat> heartbeats, long now) {
        heartbeats.forEach(beat -> reaper.on(beat, now));
    }

    public void tick(long now) {
        propose(pipeliner.tick(now, MAX_COMMANDS_PER_TICK));
        propose(reaper.tick(now, MAX_COMMANDS_PER_TICK));
        tell(reaper.notices());
        tell(rates.tick(now));
    }

    private void tell(List<Event> noticed) {
        if (!noticed.isEmpty()) {
            notices.accept(noticed);
        }
    }

    private void propose(List<Command> proposals) {
        if (proposals.isEmpty()) {
            return;
        }
        int taken = commands.send(proposals);
        if (taken < proposals.size()) {
            listener.dropped("commands", proposals.size() - taken);
        }
    }
}
