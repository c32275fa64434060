package io.trawl.kafka.carry;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.KafkaUnavailable;
import io.trawl.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies among the dead letters of an installation, and why. Reads as nobody's group, so nothing moves. */
public final class DeadLetterList {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Headers of ours, and of the broker where a share group gave a record up. */
    private static final List<String> REASONS = List.of(DeadLetters.REASON, "__dlq.errors.message");

    private static final List<String> TOPICS = List.of(DeadLetters.TOPIC, "__dlq.errors.topic");
    private static final List<String> PARTITIONS = List.of(DeadLetters.PARTITION, "__dlq.errors.partition");
    private static final List<String> OFFSETS = List.of(DeadLetters.OFFSET, "__dlq.errors.offset");

    private DeadLetterList() {}

    /**
     * One of them, without key and value.
     *
     * @param topic it came from
     * @param partition it came from, as its header says
     * @param offset it came from, as its header says
     * @param reason a sentence
     */
    public record Entry(Instant at, String topic, String partition, String offset, String reason) {}

    /**
     * The latest of each topic, in order of time.
     *
     * @param most of each partition
     * @throws KafkaUnavailable when the broker does not answer
     */
    public static List<Entry> read(KafkaSettings settings, int most) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                settings.client(Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis())),
                bytes,
                bytes)) {
            return read(consumer, partitions(consumer, settings.names().prefix()), most);
        } catch (KafkaException e) {
            throw new KafkaUnavailable(
                    "The dead letters cannot be read (" + e.getClass().getSimpleName()
                            + "); check trawl.kafka.bootstrap_servers.",
                    e);
        }
    }

    private static Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String prefix) {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(prefix + ".")
                        && topic.getKey().endsWith(Topics.DEAD_LETTERS))
                .flatMap(topic -> topic.getValue().stream()
                        .map(partition -> new TopicPartition(topic.getKey(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private static List<Entry> read(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions, int most) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        ends.entrySet().removeIf(end -> end.getValue() <= first.getOrDefault(end.getKey(), 0L));
        consumer.assign(ends.keySet());
        ends.forEach(
                (partition, end) -> consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - most)));
        List<Entry> entries = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                && System.nanoTime() - until < 0) {
            consumer.poll(POLL).forEach(record -> entries.add(entry(record)));
        }
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
        return new Entry(
                Instant.ofEpochMilli(record.timestamp()),
                header(record, TOPICS, record.topic()),
                header(record, PARTITIONS, "?"),
                header(record, OFFSETS, "?"),
                header(record, REASONS, "It says no reason."));
    }

    private static String header(ConsumerRecord<?, ?> record, List<String> names, String otherwise) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(record.headers().lastHeader(name)))
                .map(Header::value)
                .filter(value -> value != null)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse(otherwise);
    }
}
