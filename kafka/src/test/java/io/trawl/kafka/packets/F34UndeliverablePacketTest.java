package io.trawl.kafka.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.engine.transport.Taken;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.DeadLetterList;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.Json;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no worker tells the end of is offered a few times, and is then a dead letter that the orchestrators hear of. */
class F34UndeliverablePacketTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final TestTopics topics = TestTopics.create(1);
    private final String name = topics.settings().names().work(Messages.POOL);
    private final String letters = topics.settings().names().deadLettersOf(name);
    private final List<WorkPacket> undelivered = new CopyOnWriteArrayList<>();
    private final Sender<WorkPacket> work = KafkaSender.of(
            topics.producer(), Topics.WORK, packet -> name, Duration.ofSeconds(10), CarrierListener.NONE);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldTellWhatWasOfferedTooOftenWithItsReason() throws Exception {
        WorkPacket bad = Messages.packet(1);
        WorkPacket good = Messages.packet(2);
        try (PacketSource worker = WorkConsumer.SHARE.open(
                        topics.settings(), Messages.POOL, 1, topics.deadLetters(), CarrierListener.NONE);
                BatchConsumer<WorkPacket> reader = read()) {
            work.send(List.of(bad, good));
            for (long end = System.nanoTime() + LONG.toNanos(); undelivered.isEmpty() && System.nanoTime() < end; ) {
                Taken taken = worker.take(1, SHORT);
                if (taken.packets().contains(bad)) {
                    taken.release();
                } else {
                    taken.accept();
                }
            }
        }
        assertThat(undelivered).containsExactly(bad);
        ConsumerRecord<byte[], byte[]> letter = topics.look(letters, 1).getFirst();
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(Json.canonical(bad));
        assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("1");
        assertThat(TestTopics.header(letter, "__dlq.errors.topic")).isEqualTo(name);
        assertThat(TestTopics.header(letter, "__dlq.errors.delivery.count")).isEqualTo("5");
        assertThat(TestTopics.header(letter, "__dlq.errors.message")).isNotBlank();
        assertThat(DeadLetterList.read(topics.settings(), 10)).singleElement().satisfies(entry -> {
            assertThat(entry.topic()).isEqualTo(name);
            assertThat(entry.offset()).isEqualTo("0");
            assertThat(entry.reason()).isEqualTo(TestTopics.header(letter, "__dlq.errors.message"));
        });
    }

    @Test
    void shouldPassOverWhatNobodyCanRead() {
        topics.put(letters, "no packet");
        topics.put(letters, Json.canonical(Messages.packet(3)));
        try (BatchConsumer<WorkPacket> reader = read()) {
            await().atMost(LONG).until(() -> undelivered.contains(Messages.packet(3)));
        }
        assertThat(undelivered).containsExactly(Messages.packet(3));
    }

    private BatchConsumer<WorkPacket> read() {
        return BatchConsumer.startUndelivered(
                topics.settings(),
                Consumption.of(topics.settings().names().prefix() + ".undelivered", 100, 1),
                undelivered::addAll,
                CarrierListener.NONE);
    }
}
