package io.trawl.streams;

import io.trawl.engine.reaper.Reaper;
import io.trawl.engine.reaper.WatchedWorker;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.topic.Topics;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Heartbeats of the workers of one partition: the half of the Reaper that watches workers. */
final class HeartbeatsProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String WORKERS = "workers";

    private final PipelinerConfig config;
    private final Readings.Sinks sinks;
    private @Nullable Host host;

    HeartbeatsProcessor(PipelinerConfig config, Readings.Sinks sinks) {
        this.config = config;
        this.sinks = sinks;
    }

    private record Host(ProcessorContext<byte[], byte[]> context, Readings<Heartbeat> readings, Reaper reaper) {
        long now() {
            return context.currentSystemTimeMs();
        }
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<Bytes, byte[]> workers = context.getStateStore(WORKERS);
        StreamsStore<UUID, WatchedWorker> watched = new StreamsStore<>(workers, Keys.WORKERS, WatchedWorker.class);
        Host made = new Host(
                context,
                new Readings<>(context, Topics.HEARTBEATS, sinks),
                new Reaper(watched, new NothingStore<>(), config.silence()));
        made.reaper().caughtUp(made.now());
        context.schedule(config.tick(), PunctuationType.WALL_CLOCK_TIME, now -> tick(made));
        host = made;
    }

    private void tick(Host here) {
        here.readings().propose(here.reaper().tick(here.now(), config.maxCommands()));
        here.readings().tell(here.reaper().notices());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Host here = Objects.requireNonNull(host);
        Optional<Heartbeat> beat = here.readings().read(record);
        if (beat.isPresent()) {
            long now = here.now();
            if (config.late(record.timestamp(), now)) {
                here.reaper().caughtUp(now);
            }
            here.reaper().on(beat.get(), now);
        }
    }
}
