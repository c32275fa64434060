package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app on a real broker. */
class PipelinerAppTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final UUID JOB = new UUID(5, 5);

    @TempDir
    private Path state;

    private final TestTopics topics = TestTopics.create(2);
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        topics.close();
    }

    /** What waits in its state is there again after the directory is gone: it comes from the changelog. */
    @Test
    void shouldGoOnWithWhatItHeldWhenItsDirectoryIsDeleted() throws IOException {
        try (BatchConsumer<Command> reader = BatchConsumer.start(
                topics.settings(),
                Topics.COMMANDS,
                Consumption.of(topics.settings().names().prefix() + ".readers", 100, 1),
                topics.deadLetters(),
                commands::addAll,
                CarrierListener.NONE)) {
            try (PipelinerApp app = start()) {
                // The batch that is open proves that the one before it was taken in.
                send(chunk(1, "held", 30, true), chunk(2, "full", 100, false));
                await().atMost(LONG).until(() -> commands.contains(schedule("full", 2, 0, 100)));
            }
            assertThat(commands).hasSize(1);
            delete(state);
            try (PipelinerApp app = start()) {
                send(new Event.PhaseReleased(JOB, 1));
                await().atMost(LONG).until(() -> commands.size() == 2);
            }
        }
        assertThat(commands.getLast()).isEqualTo(schedule("held", 1, 0, 30));
    }

    private PipelinerApp start() {
        return PipelinerApp.start(
                topics.settings(),
                PipelinerConfig.of(Duration.ofSeconds(15)),
                new PipelinerApp.Runtime(state.resolve("streams"), 1, 0));
    }

    private void send(Event... events) {
        String name = topics.settings().names().of(Topics.EVENTS);
        KafkaSender<Event> sender = KafkaSender.of(
                topics.producer(), Topics.EVENTS, event -> name, Duration.ofSeconds(10), CarrierListener.NONE);
        assertThat(sender.send(List.of(events))).isEqualTo(events.length);
    }

    private static Event chunk(long id, String source, int records, boolean barrier) {
        BatchPolicy batch = new BatchPolicy(100, 1_000_000, Duration.ofMillis(100));
        return new Event.ChunkAccepted(JOB, 1, source, id, 0, records, records, batch, barrier);
    }

    private static Command schedule(String source, long chunk, int from, int to) {
        return new Command.Schedule(JOB, 1, source, List.of(new InputRange(chunk, from, to)));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("streams"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
