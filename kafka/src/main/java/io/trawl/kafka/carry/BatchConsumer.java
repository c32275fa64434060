package io.trawl.kafka.carry;

import io.trawl.kafka.KafkaSettings;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;
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
    /** How soon a topic is found that came, or came again, without a word to its reader. */
    private static final Duration METADATA_AGE = Duration.ofSeconds(10);

    private static final Duration COMMIT_ALONE = Duration.ofSeconds(5);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** After a refusal of access, which its operator may mend. */
    private static final Duration AUTHORISATION_RETRY = Duration.ofSeconds(5);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** Nobody takes over where it stood. */
    private static final Duration STOP_PATIENCE_ALONE = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(BatchConsumer.class.getName());

    private final String name;
    private final Function<List<ConsumerRecord<byte[], byte[]>>, List<T>> readable;
    private final Consumer<List<T>> handler;
    private final CarrierListener listener;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private volatile boolean closed;

    private BatchConsumer(
            KafkaSettings settings,
            String name,
            ContainerProperties from,
            Consumption how,
            Function<List<ConsumerRecord<byte[], byte[]>>, List<T>> readable,
            Consumer<List<T>> handler,
            CarrierListener listener) {
        this.name = name;
        this.readable = readable;
        this.handler = handler;
        this.listener = listener;
        this.container = container(settings, from, how);
    }

    /** Reads from now on. @param handler called by one thread per partition at a time, never with an empty batch */
    public static <T> BatchConsumer<T> start(
            KafkaSettings settings,
            Topic<T> topic,
            Consumption how,
            DeadLetters deadLetters,
            Consumer<List<T>> handler,
            CarrierListener listener) {
        String name = settings.names().of(topic);
        ReadableRecords<T> readable = new ReadableRecords<>(topic, deadLetters, how.group(), listener);
        return start(new BatchConsumer<>(
                settings, name, new ContainerProperties(name), how, readable::of, handler, listener));
    }

    /**
     * Reads the packets among the dead letters of all pools, also of those to come, that the broker gave up: no worker told
     * of their end. What a worker could not read is of another version, and no fault of its task: it stays where it lies.
     */
    public static BatchConsumer<WorkPacket> startUndelivered(
            KafkaSettings settings, Consumption how, Consumer<List<WorkPacket>> handler, CarrierListener listener) {
        String name = settings.names().deadLettersOf(settings.names().pattern(Topics.WORK));
        Pattern topics = Pattern.compile(Pattern.quote(name).replace(Topic.POOL, "\\E.*\\Q"));
        RecordCodec<WorkPacket> codec = new RecordCodec<>(Topics.WORK);
        return start(new BatchConsumer<>(
                settings,
                name,
                new ContainerProperties(topics),
                how,
                records -> ReadableRecords.givenUp(codec, records),
                handler,
                listener));
    }

    private static <T> BatchConsumer<T> start(BatchConsumer<T> consumer) {
        consumer.container.start();
        return consumer;
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            List<T> messages = readable.apply(records);
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

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            KafkaSettings settings, ContainerProperties properties, Consumption how) {
        properties.setGroupId(how.group());
        if (how.alone()) {
            // Where it stood matters to nobody else, and a commit per batch would only cost the broker.
            properties.setAckMode(ContainerProperties.AckMode.TIME);
            properties.setAckTime(COMMIT_ALONE.toMillis());
        } else {
            properties.setAckMode(ContainerProperties.AckMode.BATCH);
        }
        // The next batch need not wait: what comes again, because a commit got lost, is handled again.
        properties.setSyncCommits(false);
        properties.setShutdownTimeout((how.alone() ? STOP_PATIENCE_ALONE : STOP_PATIENCE).toMillis());
        properties.setMissingTopicsFatal(false);
        properties.setAuthExceptionRetryInterval(AUTHORISATION_RETRY);
        properties.setMessageListener((BatchMessageListener<byte[], byte[]>) this::handle);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ConcurrentMessageListenerContainer<byte[], byte[]> made = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(settings.client(config(how)), bytes, bytes), properties);
        made.setConcurrency(how.threads());
        made.setBeanName("trawl-" + name);
        made.setApplicationEventPublisher(this::onEvent);
        made.setCommonErrorHandler(
                new DefaultErrorHandler(new FixedBackOff(RETRY.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return made;
    }

    /** A reader that ended of itself would leave its topic unread until somebody starts the process anew. */
    private void onEvent(Object event) {
        if (event instanceof ConsumerStoppedEvent stopped
                && stopped.getReason() != ConsumerStoppedEvent.Reason.NORMAL
                && !closed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A reader of {0} ended ({1}) and is started anew.",
                    name,
                    stopped.getReason());
            Thread.ofVirtual().name("trawl-restart").start(this::restart);
        }
    }

    private synchronized void restart() {
        container.stop();
        if (!closed) {
            container.start();
        }
    }

    /**
     * The classic protocol, since with it the reader says how soon it is given up; with the new one that is the broker's
     * choice, 45 s if nobody chose.
     */
    private static Map<String, Object> config(Consumption how) {
        return Map.of(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                (int) METADATA_AGE.toMillis(),
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
        closed = true;
        synchronized (this) {
            container.stop();
        }
    }
}
