package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The two ends of the app's topics: facts are put in here, and proposals come out. */
record PipelinedTopics(TestTopics topics, BatchConsumer<Command> reader) implements AutoCloseable {
    static final int BATCH = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofMillis(100);

    /** To be closed; the topics are their owner's. */
    static PipelinedTopics read(TestTopics topics, Consumer<List<Command>> commands) {
        return new PipelinedTopics(
                topics,
                BatchConsumer.start(
                        topics.settings(),
                        Topics.COMMANDS,
                        Consumption.of(topics.settings().names().prefix() + ".readers-" + UUID.randomUUID(), 500, 1),
                        topics.deadLetters(),
                        commands,
                        CarrierListener.NONE));
    }

    void send(Event... events) {
        assertThat(tell(List.of(events))).isEqualTo(events.length);
    }

    int tell(List<Event> events) {
        String name = topics.settings().names().of(Topics.EVENTS);
        return KafkaSender.of(topics.producer(), Topics.EVENTS, event -> name, PATIENCE, CarrierListener.NONE)
                .send(events);
    }

    PipelinerApp start(Path state) {
        return PipelinerApp.start(
                topics.settings(),
                PipelinerConfig.of(Duration.ofSeconds(15)),
                new PipelinerApp.Runtime(state.resolve("streams"), 1, 0));
    }

    static Event chunk(UUID job, long id, String source, int from, int records, boolean barrier) {
        BatchPolicy batch = new BatchPolicy(BATCH, 1_000_000, LINGER);
        return new Event.ChunkAccepted(job, 1, source, id, from, records, records, batch, barrier);
    }

    static Command schedule(UUID job, String source, long chunk, int from, int to) {
        return new Command.Schedule(job, 1, source, List.of(new InputRange(chunk, from, to)));
    }

    static void delete(Path state) throws IOException {
        try (Stream<Path> all = Files.walk(state.resolve("streams"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
