package io.trawl.kafka.carry;

import io.trawl.kafka.KafkaUnavailable;
import io.trawl.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;

/** Where records go that cannot be read: as they came, with the reason in headers. */
public final class DeadLetters {
    static final String REASON = "trawl_dlq_reason";
    static final String TOPIC = "trawl_dlq_topic";
    static final String PARTITION = "trawl_dlq_partition";
    static final String OFFSET = "trawl_dlq_offset";
    static final String GROUP = "trawl_dlq_group";

    private static final System.Logger LOG = System.getLogger(DeadLetters.class.getName());

    private final Producer<byte[], byte[]> producer;
    private final TopicNames names;
    private final Duration patience;
    private final CarrierListener listener;

    public DeadLetters(
            Producer<byte[], byte[]> producer, TopicNames names, Duration patience, CarrierListener listener) {
        this.producer = producer;
        this.names = names;
        this.patience = patience;
        this.listener = listener;
    }

    /** Where a record came from, and which group could not read it. */
    public record Origin(String topic, int partition, long offset, String group) {}

    /** Adds to a dead letter what it is. */
    public static void explain(Headers headers, Origin from, String reason) {
        headers.add(REASON, bytes(reason))
                .add(TOPIC, bytes(from.topic()))
                .add(PARTITION, bytes(Integer.toString(from.partition())))
                .add(OFFSET, bytes(Long.toString(from.offset())))
                .add(GROUP, bytes(from.group()));
    }

    /** A record and why it could not be read. */
    public record Letter(ConsumerRecord<byte[], byte[]> record, String reason) {}

    /** @throws KafkaUnavailable when the broker did not take them: the batch they were in must come again */
    public void send(String group, List<Letter> letters) {
        long end = System.nanoTime() + patience.toNanos();
        List<Future<?>> sent = new ArrayList<>();
        for (Letter letter : letters) {
            sent.add(producer.send(copy(group, letter)));
        }
        for (int i = 0; i < sent.size(); i++) {
            await(sent.get(i), letters.get(i), end);
            listener.unreadable(letters.get(i).record().topic(), 1);
        }
    }

    private void await(Future<?> sent, Letter letter, long end) {
        try {
            sent.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                throw away(letter, e);
            }
            // Refused for good: waiting for it would stop all that come after.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A record that cannot be read was refused as a dead letter too, and is passed over: {0}, partition"
                            + " {1}, offset {2}. {3}",
                    letter.record().topic(),
                    letter.record().partition(),
                    Long.toString(letter.record().offset()),
                    letter.reason());
        } catch (TimeoutException e) {
            throw away(letter, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(letter, e);
        }
    }

    private KafkaUnavailable away(Letter letter, Exception e) {
        return new KafkaUnavailable(
                "The topic " + names.deadLettersOf(letter.record().topic())
                        + " did not take a record that cannot be read; it is tried again.",
                e);
    }

    private ProducerRecord<byte[], byte[]> copy(String group, Letter letter) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                names.deadLettersOf(record.topic()), null, record.key(), record.value(), record.headers());
        explain(
                copy.headers(),
                new Origin(record.topic(), record.partition(), record.offset(), group),
                letter.reason());
        return copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
