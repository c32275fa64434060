package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.testkit.Messages;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Json;
import io.trawl.schemas.Report;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final TestTopics topics = TestTopics.create(1);

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void shouldWriteWhatAnyToolCanRead() {
        String name = topics.settings().names().of(Topics.PROGRESS);
        KafkaSender<Report> sender =
                KafkaSender.of(topics.producer(), Topics.PROGRESS, report -> name, PATIENCE, CarrierListener.NONE);
        assertThat(sender.send(List.of(Messages.report(7, 1)))).isEqualTo(1);
        assertThat(sender.tracing(report -> TRACE).send(List.of(Messages.report(7, 2))))
                .isEqualTo(1);

        List<ConsumerRecord<byte[], byte[]>> records = topics.look(name, 2);
        assertThat(records).hasSize(2);
        ConsumerRecord<byte[], byte[]> plain = records.getFirst();
        assertThat(new String(plain.key(), StandardCharsets.UTF_8)).isEqualTo("7");
        assertThat(new String(plain.value(), StandardCharsets.UTF_8)).isEqualTo(Json.canonical(Messages.report(7, 1)));
        assertThat(TestTopics.header(plain, "content-type")).isEqualTo("application/json");
        assertThat(TestTopics.header(plain, "ce_type")).isEqualTo("io.trawl.report.v1");
        assertThat(TestTopics.header(plain, "traceparent")).isNull();
        assertThat(TestTopics.header(records.getLast(), "traceparent")).isEqualTo(TRACE);
    }

    @Test
    void shouldTakeNothingForATopicThatThereIsNot() {
        AtomicInteger notTaken = new AtomicInteger();
        KafkaSender<Report> sender = KafkaSender.of(
                topics.producer(), Topics.PROGRESS, report -> "nowhere", PATIENCE, new CarrierListener() {
                    @Override
                    public void notTaken(String topic, int messages) {
                        notTaken.addAndGet(messages);
                    }
                });
        assertThat(sender.send(Messages.reports(1, 1, 3))).isZero();
        assertThat(notTaken).hasValue(3);
    }

    @Test
    void shouldDropWhatNoTopicWouldTakeAndGoOn() {
        String name = topics.settings().names().of(Topics.HEARTBEATS);
        AtomicInteger tooLarge = new AtomicInteger();
        KafkaSender<Heartbeat> sender =
                KafkaSender.of(topics.producer(), Topics.HEARTBEATS, beat -> name, PATIENCE, new CarrierListener() {
                    @Override
                    public void tooLarge(String topic) {
                        tooLarge.incrementAndGet();
                    }
                });
        assertThat(sender.send(List.of(beat(1, 1), beat(2, Heartbeat.MAX_ATTEMPTS), beat(3, 1))))
                .isEqualTo(3);
        assertThat(tooLarge).hasValue(1);
        assertThat(topics.look(name, 2)).hasSize(2);
    }

    private static Heartbeat beat(long number, int attempts) {
        UUID id = new UUID(1, 2);
        Heartbeat.Listed widest = new Heartbeat.Listed(Long.MAX_VALUE, Integer.MAX_VALUE, id, 1, Long.MAX_VALUE, false);
        return new Heartbeat(1, id, "w", "default", number, 1, Collections.nCopies(attempts, widest));
    }
}
