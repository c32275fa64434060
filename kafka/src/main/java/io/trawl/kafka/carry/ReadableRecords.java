package io.trawl.kafka.carry;

import io.trawl.kafka.carry.DeadLetters.Letter;
import io.trawl.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sorts a batch into what can be read and what becomes a dead letter. */
public final class ReadableRecords<T> {
    private final RecordCodec<T> codec;
    private final DeadLetters deadLetters;
    private final String group;

    /** @param group of the readers, for the dead letters */
    public ReadableRecords(Topic<T> topic, DeadLetters deadLetters, String group) {
        this.codec = new RecordCodec<>(topic);
        this.deadLetters = deadLetters;
        this.group = group;
    }

    /** The messages in order; the rest is with the dead letters when this returns. */
    public List<T> of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<T> messages = new ArrayList<>();
        List<Letter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                messages.add(codec.read(record));
            } catch (Unreadable e) {
                letters.add(new Letter(record, e.reason()));
            }
        }
        deadLetters.send(group, letters);
        return messages;
    }
}
