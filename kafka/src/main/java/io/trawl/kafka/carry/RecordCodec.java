package io.trawl.kafka.carry;

import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import io.trawl.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Messages as records and back. What a record says of its Java type, as some frameworks do, is never looked at. */
public final class RecordCodec<T> {
    static final String CONTENT_TYPE = "content-type";
    static final String TYPE = "ce_type";

    private static final byte[] JSON = bytes("application/json");

    private final Topic<T> topic;
    private final byte[] type;

    public RecordCodec(Topic<T> topic) {
        this.topic = topic;
        this.type = bytes(topic.type());
    }

    /** @throws Unreadable when nobody could read it: it is larger than the topic allows */
    public ProducerRecord<byte[], byte[]> write(String name, T message, @Nullable String traceparent)
            throws Unreadable {
        byte[] value = bytes(Json.canonical(message));
        if (value.length > topic.maxBytes()) {
            throw new Unreadable("A message for " + name + " has " + value.length + " bytes, more than the "
                    + topic.maxBytes() + " allowed; it is dropped.");
        }
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(name, bytes(topic.key().of().apply(message)), value);
        record.headers().add(CONTENT_TYPE, JSON).add(TYPE, type);
        if (traceparent != null) {
            record.headers().add(TraceContext.HEADER, bytes(traceparent));
        }
        return record;
    }

    /** Empty for a header of another form or length, as for none. */
    static Optional<TraceContext> trace(Headers headers) {
        Header said = headers.lastHeader(TraceContext.HEADER);
        return said == null || said.value() == null || said.value().length > TraceContext.MAX_LENGTH
                ? Optional.empty()
                : TraceContext.parse(new String(said.value(), StandardCharsets.US_ASCII));
    }

    /** Size, type, JSON, version. */
    public T read(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        return read(record.value(), record.headers());
    }

    public T read(byte @Nullable [] value, Headers headers) throws Unreadable {
        if (value == null) {
            throw new Unreadable("The record has no value.");
        }
        Header said = headers.lastHeader(TYPE);
        if (said != null && !Arrays.equals(said.value(), type)) {
            throw new Unreadable("The header " + TYPE + " says another type than " + topic.type() + ".");
        }
        try {
            return Json.parse(value, topic.value(), topic.maxBytes());
        } catch (InvalidField e) {
            throw new Unreadable(e.getMessage() + ".");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
