package io.trawl.kafka.carry;

import io.trawl.kafka.carry.DeadLetters.Letter;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sorts a batch into what can be read and what becomes a dead letter. */
public final class ReadableRecords<T> {
    private static final System.Logger LOG = System.getLogger(ReadableRecords.class.getName());

    private final RecordCodec<T> codec;
    private final DeadLetters deadLetters;
    private final String group;
    private final CarrierListener listener;

    /** @param group of the readers, for the dead letters */
    public ReadableRecords(Topic<T> topic, DeadLetters deadLetters, String group, CarrierListener listener) {
        this.codec = new RecordCodec<>(topic);
        this.deadLetters = deadLetters;
        this.group = group;
        this.listener = listener;
    }

    /** Of dead letters those that no reader put there, in order and as far as they can be read. */
    static <T> List<T> givenUp(RecordCodec<T> codec, Iterable<ConsumerRecord<byte[], byte[]>> letters) {
        List<T> messages = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : letters) {
            try {
                if (record.headers().lastHeader(DeadLetters.REASON) == null) {
                    messages.add(codec.read(record));
                }
            } catch (Unreadable e) {
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "A record of {0} cannot be read here either: {1}",
                        record.topic(),
                        e.reason());
            }
        }
        return messages;
    }

    /** The messages in order; the rest is with the dead letters when this returns. Traces they name are told first. */
    public List<T> of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<T> messages = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                T message = codec.read(record);
                messages.add(message);
                tellTrace(message, record.headers());
            } catch (Unreadable e) {
                letters.add(new Letter(record, e.reason()));
            }
        }
        deadLetters.send(group, letters);
        return messages;
    }

    private void tellTrace(T message, Headers headers) {
        UUID job = jobOf(message);
        if (job != null) {
            RecordCodec.trace(headers).ifPresent(trace -> listener.traced(job, trace));
        }
    }

    private static @Nullable UUID jobOf(Object message) {
        return switch (message) {
            case WorkPacket packet -> packet.jobId();
            case Report report -> report.jobId();
            default -> null;
        };
    }
}
