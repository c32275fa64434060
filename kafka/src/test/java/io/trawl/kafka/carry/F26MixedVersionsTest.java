package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.LaterVersion;
import io.trawl.engine.testkit.Messages;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.schemas.Command;
import io.trawl.schemas.Control;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Json;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F26: a rollout, in which parts of a later version already write to the topics that this one reads. */
class F26MixedVersionsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final UUID ID = new UUID(4, 2);

    private final TestTopics topics = TestTopics.create(1);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldReadWhatALaterVersionWritesMoreIntoEveryTopic() throws Exception {
        reads(Topics.PROGRESS, Messages.report(1, 1));
        reads(Topics.EVENTS, new Event.TaskEnded(ID, 1, 1, TaskState.DONE));
        reads(Topics.COMMANDS, new Command.AbortAttempt(ID, 1, 1, Command.AbortAttempt.Cause.STALLED));
        reads(Topics.CONTROL, new Control.Cancel(ID));
        reads(
                Topics.HEARTBEATS,
                new Heartbeat(1, ID, "w", "default", 1, 2, List.of(new Heartbeat.Listed(1, 1, ID, 0, 0, false))));
    }

    private <T> void reads(Topic<T> topic, T message) throws Exception {
        String name = topics.settings().names().of(topic);
        topics.put(name, LaterVersion.of(Json.canonical(message)));
        List<T> read = topics.read(topic, found -> !found.isEmpty());
        assertThat(read).containsExactly(message);
    }

    /**
     * It says why in headers, and is nobody's fault: its attempt is neither lost nor a crash, but offered again after the
     * bound of what nobody started, until a worker of that version takes it.
     */
    @Test
    void shouldSetAPacketOfALaterVersionAsideAndBlameNoTaskForIt() throws Exception {
        String name = topics.settings().names().work(Messages.POOL);
        String later = Json.canonical(Messages.packet(1)).replace("\"v\":1", "\"v\":2");
        topics.put(name, later);
        topics.put(name, LaterVersion.of(Json.canonical(Messages.packet(2))));
        assertThat(takeOne()).containsExactly(Messages.packet(2));

        String letters = topics.settings().names().deadLettersOf(name);
        ConsumerRecord<byte[], byte[]> letter = topics.look(letters, 1).getFirst();
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(later);
        assertThat(TestTopics.header(letter, DeadLetters.REASON)).isEqualTo("'v' must be 1, the version read here.");

        List<WorkPacket> undelivered = new CopyOnWriteArrayList<>();
        // The orchestrator that reads it may be of the later version, and understand it.
        topics.put(letters, Json.canonical(Messages.packet(3)), DeadLetters.REASON, "'v' must be 1.");
        topics.put(letters, Json.canonical(Messages.packet(4)), "__dlq.errors.message", "given up by the broker");
        try (BatchConsumer<WorkPacket> reader = BatchConsumer.startUndelivered(
                topics.settings(),
                Consumption.of(topics.settings().names().prefix() + ".undelivered", 100, 1),
                undelivered::addAll,
                CarrierListener.NONE)) {
            await().atMost(LONG).until(() -> !undelivered.isEmpty());
        }
        assertThat(undelivered).containsExactly(Messages.packet(4));
    }

    private List<WorkPacket> takeOne() throws InterruptedException {
        List<WorkPacket> got = new ArrayList<>();
        try (PacketSource worker = WorkConsumer.SHARE.open(
                topics.settings(), Messages.POOL, 1, topics.deadLetters(), CarrierListener.NONE)) {
            for (long end = System.nanoTime() + LONG.toNanos(); got.isEmpty() && System.nanoTime() < end; ) {
                Taken taken = worker.take(1, Duration.ofMillis(200));
                got.addAll(taken.packets());
                taken.accept();
            }
        }
        return got;
    }
}
