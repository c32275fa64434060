package io.trawl.kafka.packets;

import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Taken;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.ReadableRecords;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Packets through a share group. The broker lends exactly as many as one batch and only when asked; it takes them back by
 * itself when their lock runs out or their worker is gone.
 */
final class SharePackets implements PacketSource {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final ShareConsumer<byte[], byte[]> consumer;
    private final ReadableRecords<WorkPacket> readable;
    private final BrokerContact contact;
    private final int batch;
    private List<ConsumerRecord<byte[], byte[]>> unsettled = List.of();
    /** What was settled goes with the next poll, which saves the broker a request. */
    private boolean untold;

    private SharePackets(ShareConsumer<byte[], byte[]> consumer, ReadableRecords<WorkPacket> readable, int batch) {
        this.consumer = consumer;
        this.readable = readable;
        this.contact = BrokerContact.of(consumer.metrics(), System::nanoTime);
        this.batch = batch;
    }

    static SharePackets open(
            KafkaSettings settings, String pool, int batch, DeadLetters deadLetters, CarrierListener listener) {
        String group = WorkConsumer.group(settings, pool);
        ShareGroup.prepare(settings, pool);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        String topic = settings.names().work(pool);
        ShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                settings.client(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                        "explicit",
                        // Else the broker lends whole batches of a producer, whatever was asked for.
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        "record_limit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        batch,
                        // A worker whose slots are all taken asks for nothing, for as long as its attempts run.
                        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                        Integer.MAX_VALUE)),
                bytes,
                bytes);
        // Errors are values here: a lock that ran out meanwhile shows up nowhere else.
        consumer.setAcknowledgementCommitCallback((offsets, exception) -> {
            if (exception != null) {
                listener.unsettled(
                        topic, offsets.values().stream().mapToInt(Set::size).sum());
            }
        });
        consumer.subscribe(List.of(topic));
        return new SharePackets(consumer, new ReadableRecords<>(Topics.WORK, deadLetters, group, listener), batch);
    }

    @Override
    public Taken take(int max, Duration wait) throws InterruptedException {
        if (max < batch) {
            throw new IllegalArgumentException("At least " + batch + " packets must be taken at a time.");
        }
        settle(AcknowledgeType.RELEASE);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(wait).forEach(records::add);
            untold = false;
        } catch (InterruptException e) {
            // Its flag is set again by the client, and cleared by what we throw.
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("The wait for packets was interrupted.").initCause(e);
        }
        if (records.isEmpty()) {
            contact.check();
        }
        unsettled = records;
        List<WorkPacket> packets = readable.of(records);
        if (packets.isEmpty()) {
            settle(AcknowledgeType.ACCEPT);
            return Taken.NOTHING;
        }
        return new Taken(packets, () -> settle(AcknowledgeType.ACCEPT), () -> settle(AcknowledgeType.RELEASE));
    }

    private void settle(AcknowledgeType how) {
        List<ConsumerRecord<byte[], byte[]>> records = unsettled;
        unsettled = List.of();
        if (!records.isEmpty()) {
            records.forEach(record -> consumer.acknowledge(record, how));
            untold = true;
        }
    }

    @Override
    public void flush() {
        contact.check();
        if (untold) {
            consumer.commitAsync();
            untold = false;
        }
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void close() {
        settle(AcknowledgeType.RELEASE);
        // Without a broker there is nobody to say farewell to.
        consumer.close(contact.connected() ? CLOSE_PATIENCE : Duration.ZERO);
    }
}
