package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.schemas.Command;
import io.trawl.schemas.Control;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Json;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever lies in a topic: the unreadable goes to the dead letters with its reason, and the others go on. */
class B1UnreadableRecordsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final UUID ID = new UUID(4, 2);
    private static final byte[] HUGE = " ".repeat(5 << 20).getBytes(StandardCharsets.US_ASCII);

    private final TestTopics topics = TestTopics.create(1);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldReadOnInEveryTopicThatIsReadInBatches() throws Exception {
        goesOn(Topics.PROGRESS, Messages.report(1, 1), Messages.report(1, 2));
        goesOn(Topics.EVENTS, new Event.PhaseReleased(ID, 1), new Event.PhaseReleased(ID, 2));
        goesOn(
                Topics.COMMANDS,
                new Command.LoseWorker(ID),
                new Command.AbortAttempt(ID, 1, 1, Command.AbortAttempt.Cause.STALLED));
        goesOn(Topics.CONTROL, new Control.Cancel(ID), new Control.Drain("w"));
        goesOn(
                Topics.HEARTBEATS,
                new Heartbeat(1, ID, "w", "default", 1, 2, List.of()),
                new Heartbeat(1, ID, "w", "default", 2, 2, List.of()));
    }

    private <T> void goesOn(Topic<T> topic, T first, T last) throws Exception {
        String name = topics.settings().names().of(topic);
        int bad = putAround(name, Json.canonical(first), Json.canonical(last));
        List<T> read = topics.read(topic, found -> found.contains(last));
        assertThat(read).containsExactly(first, last);
        theyAreDeadLetters(name, name + ".readers", bad);
    }

    @Test
    void shouldTakeOnPackets() throws Exception {
        String name = topics.settings().names().work(Messages.POOL);
        int bad = putAround(name, Json.canonical(Messages.packet(1)), Json.canonical(Messages.packet(2)));
        List<Object> got = new ArrayList<>();
        try (PacketSource worker = WorkConsumer.SHARE.open(
                topics.settings(), Messages.POOL, 4, topics.deadLetters(), CarrierListener.NONE)) {
            for (long end = System.nanoTime() + LONG.toNanos(); got.size() < 2 && System.nanoTime() < end; ) {
                Taken taken = worker.take(4, Duration.ofMillis(200));
                got.addAll(taken.packets());
                taken.accept();
            }
        }
        assertThat(got).containsExactly(Messages.packet(1), Messages.packet(2));
        theyAreDeadLetters(name, WorkConsumer.group(topics.settings(), Messages.POOL), bad);
    }

    /** How many unreadable ones lie between the two. */
    private int putAround(String name, String first, String last) throws Exception {
        List<byte[]> between = new ArrayList<>(List.of(
                new byte[0],
                bytes("{\"v\": 1, \"job_id\": "),
                bytes("not json at all"),
                bytes("[]"),
                bytes("null"),
                bytes("{\"type\": \"unheard_of\", \"v\": 99}"),
                bytes("{}"),
                new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'},
                HUGE));
        topics.producer().send(new ProducerRecord<>(name, bytes(first)));
        between.forEach(value -> topics.producer().send(new ProducerRecord<>(name, bytes("key"), value)));
        topics.producer().send(new ProducerRecord<>(name, bytes("key"), null));
        topics.producer().send(new ProducerRecord<>(name, bytes(last))).get();
        return between.size() + 1;
    }

    private void theyAreDeadLetters(String name, String group, int count) {
        List<ConsumerRecord<byte[], byte[]>> letters = topics.look(name + ".dlq", count);
        assertThat(letters).hasSize(count).allSatisfy(letter -> {
            assertThat(TestTopics.header(letter, DeadLetters.REASON))
                    .endsWith(".")
                    .doesNotContain("Exception");
            assertThat(TestTopics.header(letter, DeadLetters.TOPIC)).isEqualTo(name);
            assertThat(TestTopics.header(letter, DeadLetters.GROUP)).isEqualTo(group);
            assertThat(TestTopics.header(letter, DeadLetters.PARTITION)).isEqualTo("0");
            assertThat(letter.key()).isEqualTo(bytes("key"));
        });
        assertThat(letters.stream().map(letter -> TestTopics.header(letter, DeadLetters.OFFSET)))
                .doesNotHaveDuplicates();
        assertThat(letters).anyMatch(letter -> letter.value() != null && letter.value().length == HUGE.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
