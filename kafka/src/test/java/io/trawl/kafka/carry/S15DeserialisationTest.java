package io.trawl.kafka.carry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.testkit.Messages;
import io.trawl.schemas.Json;
import io.trawl.schemas.Report;
import io.trawl.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JSON becomes the topic's record and nothing else, whatever the record says of itself. */
class S15DeserialisationTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AtomicBoolean RAN = new AtomicBoolean();

    private final TestTopics topics = TestTopics.create(1);
    private final String name = topics.settings().names().of(Topics.PROGRESS);

    @AfterEach
    void close() {
        topics.close();
    }

    /** Whoever deserialises it runs it. */
    static final class Gadget implements Serializable {
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RAN.set(true);
        }
    }

    @Test
    void shouldNeitherRunSerialisedObjectsNorFollowTypeHeaders() throws Exception {
        ByteArrayOutputStream serialised = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(serialised)) {
            out.writeObject(new Gadget());
        }
        send(serialised.toByteArray(), "__TypeId__", Gadget.class.getName());
        send(bytes("[\"" + Gadget.class.getName() + "\", {}]"), "spring_json_header_types", Gadget.class.getName());
        send(bytes("{\"@class\": \"" + Gadget.class.getName() + "\"}"), "springDeserializerExceptionValue", "\u00ac");
        send(json(1), RecordCodec.TYPE, "io.trawl.event.v1");
        send(json(2), RecordCodec.TYPE, "io.trawl.report.v2");
        // Headers that mean nothing here do not make a good record bad.
        send(json(3), "__TypeId__", Gadget.class.getName());

        List<Report> read = topics.read(Topics.PROGRESS, found -> !found.isEmpty());
        assertThat(read).containsExactly(Messages.report(1, 3));
        assertThat(topics.look(name + ".dlq", 5))
                .hasSize(5)
                .allSatisfy(letter -> assertThat(TestTopics.header(letter, DeadLetters.REASON))
                        .doesNotContain("Gadget", "v2", "event"));
        assertThat(RAN).isFalse();
    }

    private void send(byte[] value, String header, String said) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, bytes("1"), value);
        record.headers().add(header, bytes(said));
        topics.producer().send(record).get();
    }

    private static byte[] json(int seq) {
        return bytes(Json.canonical(Messages.report(1, seq)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
