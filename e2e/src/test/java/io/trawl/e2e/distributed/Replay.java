package io.trawl.e2e.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.kafka.carry.Producers;
import io.trawl.kafka.health.Groups;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sends again what lies in the topics of progress, heartbeats, facts and proposals: twice, shuffled, with old timestamps. */
final class Replay implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final long LATE_MS = Duration.ofHours(1).toMillis();
    private static final List<String> READERS = List.of("acceptors", "appliers", "pipeliner");

    private final KafkaSettings settings;
    private final Random random;
    private final Producer<byte[], byte[]> producer;
    private final Groups groups;

    Replay(String bootstrapServers, long seed) {
        settings = KafkaSettings.of(bootstrapServers, TopicNames.DEFAULT);
        random = new Random(seed);
        producer = Producers.open(settings);
        groups = Groups.of(settings);
    }

    void again() {
        List<ConsumerRecord<byte[], byte[]>> all = everything();
        assertThat(all.stream().map(ConsumerRecord::topic))
                .as("topics of what comes again")
                .contains(topics());
        List<ConsumerRecord<byte[], byte[]>> twice = new ArrayList<>(all);
        twice.addAll(all);
        Collections.shuffle(twice, random);
        for (ConsumerRecord<byte[], byte[]> record : twice) {
            producer.send(new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp() - LATE_MS,
                    record.key(),
                    record.value(),
                    record.headers()));
        }
        producer.flush();
    }

    private List<ConsumerRecord<byte[], byte[]>> everything() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.client(Map.of()), bytes, bytes)) {
            List<TopicPartition> partitions = Stream.of(topics())
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }

    private String[] topics() {
        return Stream.of(Topics.PROGRESS, Topics.HEARTBEATS, Topics.EVENTS, Topics.COMMANDS)
                .map(settings.names()::of)
                .toArray(String[]::new);
    }

    /** Returns when all of it was read and judged. */
    void awaitRead() {
        await("all that came again is read")
                .atMost(LONG)
                .ignoreExceptionsInstanceOf(KafkaUnavailable.class)
                .until(() -> groups.look().stream()
                        .filter(group -> READERS.contains(
                                group.name().substring(settings.names().prefix().length() + 1)))
                        .allMatch(group -> group.lag().values().stream().allMatch(lag -> lag == 0)));
    }

    @Override
    public void close() {
        producer.close();
        groups.close();
    }
}
