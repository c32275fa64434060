package io.trawl.kafka.carry;

import io.trawl.kafka.KafkaSettings;
import io.trawl.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Reads a topic in batches and commits the offsets of a batch after its handler has returned. A handler that throws gets
 * the same batch again after a pause, for as long as it takes: nothing after it is read meanwhile.
 */
public final class BatchConsumer<T> implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(BatchConsumer.class.getName());

    private final String name;
    private final ReadableRecords<T> readable;
    private final Consumer<List<T>> handler;
    private final CarrierListener listener;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    private BatchConsumer(
            KafkaSettings settings,
            Topic<T> topic,
            Consumption how,
            DeadLetters deadLetters,
            Consumer<List<T>> handler,
            CarrierListener listener) {
        this.name = settings.names().of(topic);
        this.readable = new ReadableRecords<>(topic, deadLetters, how.group());
        this.handler = handler;
        this.listener = listener;
        this.container = container(settings, how);
    }

    /** Reads from now on. @param handler called by one thread per partition at a time, never with an empty batch */
    public static <T> BatchConsumer<T> start(
            KafkaSettings settings,
            Topic<T> topic,
            Consumption how,
            DeadLetters deadLetters,
            Consumer<List<T>> handler,
            CarrierListener listener) {
        BatchConsumer<T> consumer = new BatchConsumer<>(settings, topic, how, deadLetters, handler, listener);
        consumer.container.start();
        return consumer;
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            List<T> messages = readable.of(records);
            if (!messages.isEmpty()) {
                handler.accept(messages);
            }
            listener.read(name, records.size());
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A batch of {0} could not be handled and is tried again: {1}",
                    name,
                    e.toString());
            throw e;
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(KafkaSettings settings, Consumption how) {
        ContainerProperties properties = new ContainerProperties(name);
        properties.setGroupId(how.group());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setShutdownTimeout(STOP_PATIENCE.toMillis());
        properties.setMissingTopicsFatal(false);
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) this::handle);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ConcurrentMessageListenerContainer<byte[], byte[]> made = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings.client(config(how)), bytes, bytes), properties);
        made.setConcurrency(how.threads());
        made.setBeanName("trawl-" + name);
        made.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(RETRY.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return made;
    }

    /**
     * The classic protocol, since with it the reader says how soon it is given up; with the new one that is the broker's
     * choice, 45 s if nobody chose.
     */
    private static Map<String, Object> config(Consumption how) {
        return Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                how.maxBatch(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                how.from().config(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) how.session().toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) Math.min(HEARTBEAT.toMillis(), how.session().toMillis() / 3),
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
    }

    /** Lets the batch in hand be handled and committed, for a bounded time. */
    @Override
    public void close() {
        container.stop();
    }
}
