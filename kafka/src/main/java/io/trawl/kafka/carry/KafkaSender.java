package io.trawl.kafka.carry;

import io.trawl.engine.transport.Sender;
import io.trawl.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of one kind. A message is taken when all replicas have it; what was not acknowledged within the patience
 * is not taken, though it may still arrive. Safe for many threads.
 */
public final class KafkaSender<T> implements Sender<T> {
    private static final System.Logger LOG = System.getLogger(KafkaSender.class.getName());

    private final Producer<byte[], byte[]> producer;
    private final RecordCodec<T> codec;
    private final Function<T, String> topicOf;
    private final Duration patience;
    private final Function<T, @Nullable String> traceparent;
    private final CarrierListener listener;

    private KafkaSender(
            Producer<byte[], byte[]> producer,
            RecordCodec<T> codec,
            Function<T, String> topicOf,
            Duration patience,
            Function<T, @Nullable String> traceparent,
            CarrierListener listener) {
        this.producer = producer;
        this.codec = codec;
        this.topicOf = topicOf;
        this.patience = patience;
        this.traceparent = traceparent;
        this.listener = listener;
    }

    /**
     * @param producer shared with other senders, and closed by its owner
     * @param topicOf the full name of the topic a message goes to
     * @param patience with one call of {@link #send}
     */
    public static <T> KafkaSender<T> of(
            Producer<byte[], byte[]> producer,
            Topic<T> topic,
            Function<T, String> topicOf,
            Duration patience,
            CarrierListener listener) {
        return new KafkaSender<>(producer, new RecordCodec<>(topic), topicOf, patience, message -> null, listener);
    }

    /** The same, with trace contexts. @param context the W3C one of a message; null where there is none */
    public KafkaSender<T> tracing(Function<T, @Nullable String> context) {
        return new KafkaSender<>(producer, codec, topicOf, patience, context, listener);
    }

    @Override
    public int send(List<T> messages) {
        long end = System.nanoTime() + patience.toNanos();
        List<Future<?>> sent = new ArrayList<>(messages.size());
        for (T message : messages) {
            Future<?> one = sendOne(message);
            sent.add(one);
            // Refused at the door: the rest would wait at the same door, one after another.
            if (Acknowledgements.failed(one) || System.nanoTime() - end > 0) {
                break;
            }
        }
        int taken = Acknowledgements.await(sent, end);
        if (taken < messages.size()) {
            listener.notTaken(topicOf.apply(messages.get(taken)), messages.size() - taken);
        }
        return taken;
    }

    private Future<?> sendOne(T message) {
        String name = topicOf.apply(message);
        try {
            ProducerRecord<byte[], byte[]> record = codec.write(name, message, traceparent.apply(message));
            return producer.send(record);
        } catch (Unreadable tooLarge) {
            // Taken and dropped: sent again it would stand in the way of those after it for ever.
            LOG.log(System.Logger.Level.WARNING, tooLarge.reason());
            listener.tooLarge(name);
            return CompletableFuture.completedFuture(null);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        } catch (RuntimeException e) {
            // Closed, or no longer allowed.
            return CompletableFuture.failedFuture(e);
        }
    }
}
