package io.trawl.kafka;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.Producers;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.schemas.Command;
import io.trawl.schemas.Control;
import io.trawl.schemas.Event;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topic;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * The engine's transport ports of one process over Kafka, around its one producer. Readers are closed by whoever opened
 * them, before this.
 */
public final class KafkaTransport implements AutoCloseable {
    /** Facts and hints that are late are worth nothing: the reconciler and the renewals tell the same. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final CarrierListener listener;
    private final JobTraces traces;
    private final Producer<byte[], byte[]> producer;
    private final DeadLetters deadLetters;

    private KafkaTransport(KafkaSettings settings, CarrierListener listener, JobTraces traces) {
        this.settings = settings;
        this.listener = listener;
        this.traces = traces;
        this.producer = Producers.open(settings);
        this.deadLetters = new DeadLetters(producer, settings.names(), PATIENCE, listener);
    }

    /** Knows no traces. */
    public static KafkaTransport open(KafkaSettings settings, CarrierListener listener) {
        return open(settings, listener, new JobTraces());
    }

    /**
     * Does not wait for the broker: what is sent or read before it is there waits, or is not taken.
     *
     * @param traces that packets and reports name in a header; those that are read are told to the listener
     * @throws KafkaUnavailable when no client can be made of the settings
     */
    public static KafkaTransport open(KafkaSettings settings, CarrierListener listener, JobTraces traces) {
        try {
            return new KafkaTransport(settings, listener, traces);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // Of others the words may hold what was configured.
            String why = cause instanceof ConfigException
                    ? String.valueOf(cause.getMessage())
                    : cause.getClass().getSimpleName();
            throw new KafkaUnavailable(
                    "No client of Kafka can be made for " + settings.bootstrapServers() + " (" + why
                            + "); check trawl.kafka.bootstrap_servers and trawl.kafka.client_config.",
                    e);
        }
    }

    /**
     * Creates the topics that are missing.
     *
     * @param pools whose work topics are wanted
     * @return the names of those created
     * @throws io.trawl.kafka.topic.TopicsUnfit when one is there that would lose messages
     * @throws KafkaUnavailable when the broker does not answer
     */
    public List<String> prepare(Collection<String> pools, WorkConsumer consumer) {
        try (TopicAdmin admin = TopicAdmin.connect(settings)) {
            return admin.prepare(TopicPlan.of(settings.names(), pools, consumer.partitions()));
        }
    }

    /** To the topic of each packet's pool. */
    public Sender<WorkPacket> work() {
        return KafkaSender.of(producer, Topics.WORK, packet -> settings.names().work(packet.pool()), PATIENCE, listener)
                .tracing(packet -> traces.header(packet.jobId()));
    }

    public Sender<Report> reports() {
        return sender(Topics.PROGRESS, PATIENCE).tracing(report -> traces.header(report.jobId()));
    }

    public Sender<Heartbeat> heartbeats() {
        return sender(Topics.HEARTBEATS, SHORT_PATIENCE);
    }

    public Sender<Event> events() {
        return sender(Topics.EVENTS, SHORT_PATIENCE);
    }

    public Sender<Command> commands() {
        return sender(Topics.COMMANDS, SHORT_PATIENCE);
    }

    public Sender<Control> control() {
        return sender(Topics.CONTROL, SHORT_PATIENCE);
    }

    private <T> KafkaSender<T> sender(Topic<T> topic, Duration patience) {
        String name = settings.names().of(topic);
        return KafkaSender.of(producer, topic, message -> name, patience, listener);
    }

    /** Joins the workers of a pool. @param batch packets taken at once, at most, and slots that must be free for that */
    public PacketSource packets(String pool, WorkConsumer consumer, int batch) {
        return consumer.open(settings, pool, batch, deadLetters, listener);
    }

    /** Reads a topic from now on, in batches; a batch whose handler throws comes again. */
    public <T> BatchConsumer<T> read(Topic<T> topic, Consumption how, Consumer<List<T>> handler) {
        return BatchConsumer.start(settings, topic, how, deadLetters, handler, listener);
    }

    /** Reads what the broker gave up since no worker told of its end, of all pools; a batch whose handler throws comes again. */
    public BatchConsumer<WorkPacket> undelivered(Consumption how, Consumer<List<WorkPacket>> handler) {
        return BatchConsumer.startUndelivered(settings, how, handler, listener);
    }

    /** A name for a group of this installation. */
    public String group(String role) {
        return settings.names().prefix() + "." + role;
    }

    /** Lets what was sent arrive, for a bounded time. */
    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }
}
