package io.trawl.kafka.carry;

import io.trawl.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The one producer of a process: idempotent, acknowledged by all replicas, bounded in memory and in time. */
public final class Producers {
    /** What may wait in memory for the broker. */
    private static final long BUFFER_BYTES = 64L << 20;

    /** The largest record of any topic, and its envelope. */
    private static final int MAX_REQUEST_BYTES = 8 << 20;
    /** How long a send may wait for the broker's metadata or for room. */
    private static final Duration BLOCK = Duration.ofSeconds(2);

    private static final Duration REQUEST = Duration.ofSeconds(5);
    /** After this nobody waits any more, and what lies in memory would only be late. */
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private Producers() {}

    public static Producer<byte[], byte[]> open(KafkaSettings settings) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(
                settings.client(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        // Senders wait for the acknowledgement: a pause to gather more would only make them wait
                        // longer.
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        BUFFER_BYTES,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_REQUEST_BYTES,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        BLOCK.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) REQUEST.toMillis(),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) DELIVERY.toMillis())),
                bytes,
                bytes);
    }
}
