package io.trawl.streams;

import io.trawl.engine.pipeline.LaneTotals;
import io.trawl.engine.pipeline.PendingChunk;
import io.trawl.engine.pipeline.Pipeliner;
import io.trawl.engine.rates.RollingRates;
import io.trawl.engine.reaper.Reaper;
import io.trawl.engine.reaper.WatchedAttempt;
import io.trawl.schemas.Event;
import io.trawl.schemas.topic.Topics;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Facts of the jobs of one partition: the Pipeliner, how fast they go, and the half of the Reaper that watches attempts. Workers are watched
 * where their heartbeats come in, which is another partition.
 */
final class FactsProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String LANES = "lanes";
    static final String CHUNKS = "chunks";
    static final String RELEASES = "releases";
    static final String ATTEMPTS = "attempts";

    private final PipelinerConfig config;
    private final Readings.Sinks sinks;
    private @Nullable Host host;

    FactsProcessor(PipelinerConfig config, Readings.Sinks sinks) {
        this.config = config;
        this.sinks = sinks;
    }

    /** What there is once Streams has given the stores, which are restored by then. */
    private record Host(
            ProcessorContext<byte[], byte[]> context,
            Readings<Event> readings,
            Pipeliner pipeliner,
            Reaper reaper,
            RollingRates rates) {
        long now() {
            return context.currentSystemTimeMs();
        }
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        Host made = new Host(
                context,
                new Readings<>(context, Topics.EVENTS, sinks),
                new Pipeliner(
                        new StreamsStore<>(store(context, LANES), Keys.LANES, LaneTotals.class),
                        new StreamsStore<>(store(context, CHUNKS), Keys.CHUNKS, PendingChunk.class),
                        new StreamsStore<>(store(context, RELEASES), Keys.RELEASES, Boolean.class)),
                new Reaper(
                        new NothingStore<>(),
                        new StreamsStore<>(store(context, ATTEMPTS), Keys.ATTEMPTS, WatchedAttempt.class),
                        config.silence()),
                new RollingRates());
        made.reaper().caughtUp(made.now());
        context.schedule(config.batchPause(), PunctuationType.WALL_CLOCK_TIME, now -> full(made));
        context.schedule(config.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick(made));
        context.schedule(config.look(), PunctuationType.WALL_CLOCK_TIME, now -> look(made));
        host = made;
    }

    private static KeyValueStore<Bytes, byte[]> store(ProcessorContext<byte[], byte[]> context, String name) {
        return context.getStateStore(name);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Host here = Objects.requireNonNull(host);
        Optional<Event> event = here.readings().read(record);
        if (event.isPresent()) {
            long now = here.now();
            if (config.late(record.timestamp(), now)) {
                here.reaper().caughtUp(now);
            } else {
                // An hour of work read in a second says nothing of how fast it goes.
                here.rates().on(event.get(), now);
            }
            here.pipeliner().on(event.get(), now);
            here.reaper().on(event.get(), now);
        }
    }

    private static void full(Host here) {
        here.readings().propose(here.pipeliner().full(here.now()));
    }

    private void tick(Host here) {
        long now = here.now();
        here.readings().propose(here.pipeliner().tick(now, config.maxCommands()));
        here.readings().tell(here.rates().tick(now));
    }

    private void look(Host here) {
        here.readings().propose(here.reaper().tick(here.now(), config.maxCommands()));
        here.readings().tell(here.reaper().notices());
    }
}
