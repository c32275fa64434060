package io.trawl.kafka.carry;

import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.Messages;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.kafka.topic.TopicPlan.Planned;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All topics under a prefix of their own on the shared broker, and what a test needs to put into them and to look at them. */
public final class TestTopics implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KafkaSettings settings;
    private final Producer<byte[], byte[]> producer;

    private TestTopics(KafkaSettings settings) {
        this.settings = settings;
        this.producer = Producers.open(settings);
    }

    /** With so few partitions that a few keys share them, and one for packets. */
    public static TestTopics create(int partitions) {
        return create(partitions, 1);
    }

    public static TestTopics create(int partitions, int workPartitions) {
        return on(TestBroker.running(), partitions, workPartitions);
    }

    /** On a broker that the test may ruin. */
    public static TestTopics on(KafkaBroker broker, int partitions, int workPartitions) {
        return on(broker.bootstrapServers(), partitions, workPartitions);
    }

    private static TestTopics on(String broker, int partitions, int workPartitions) {
        String prefix = "test-" + COUNT.incrementAndGet();
        KafkaSettings settings = KafkaSettings.of(broker, new TopicNames(prefix));
        TopicPlan plan = TopicPlan.of(settings.names(), List.of(Messages.POOL), workPartitions);
        try (TopicAdmin admin = TopicAdmin.connect(settings)) {
            admin.prepare(new TopicPlan(plan.topics().stream()
                    .map(topic -> new Planned(
                            topic.name(),
                            Math.min(partitions, topic.partitions()),
                            topic.mostPartitions(),
                            topic.retention(),
                            topic.cleanup(),
                            topic.maxMessageBytes()))
                    .toList()));
        }
        return new TestTopics(settings);
    }

    public KafkaSettings settings() {
        return settings;
    }

    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(producer, settings.names(), Duration.ofSeconds(10), CarrierListener.NONE);
    }

    /** Puts a value there as it stands, and waits until it is. @param headers names and values in turn */
    public void put(String topic, String value, String... headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        try {
            producer.send(record).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a consumer in the group {@code <topic>.readers} is given until it is enough. */
    public <T> List<T> read(Topic<T> topic, Predicate<List<T>> enough) {
        String name = settings.names().of(topic);
        List<T> read = new CopyOnWriteArrayList<>();
        try (BatchConsumer<T> consumer = BatchConsumer.start(
                settings,
                topic,
                Consumption.of(name + ".readers", 100, 1),
                deadLetters(),
                read::addAll,
                CarrierListener.NONE)) {
            await().atMost(LONG).until(() -> enough.test(read));
        }
        return read;
    }

    /** The first records of a topic as they lie there. */
    public List<ConsumerRecord<byte[], byte[]>> look(String topic, int count) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.client(Map.of()), bytes, bytes)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            for (long end = System.nanoTime() + LONG.toNanos(); found.size() < count && System.nanoTime() < end; ) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
