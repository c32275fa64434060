package io.trawl.kafka.packets;

import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Packets through a classic group, for brokers without share groups. What was taken is committed when it is accepted; a
 * partition whose worker died goes to another one, which begins after the last commit. While no slot is free a thread
 * keeps the place in the group, so that the others need not wait for this worker when the group changes.
 */
final class GroupPackets implements PacketSource {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final ReadableRecords<WorkPacket> readable;
    private final int batch;
    private final CarrierListener listener;
    private final ReentrantLock turn = new ReentrantLock();
    private final LoopThread keepAlive;
    private List<ConsumerRecord<byte[], byte[]>> unsettled = List.of();

    private GroupPackets(
            Consumer<byte[], byte[]> consumer,
            String topic,
            ReadableRecords<WorkPacket> readable,
            int batch,
            CarrierListener listener) {
        this.consumer = consumer;
        this.topic = topic;
        this.readable = readable;
        this.batch = batch;
        this.listener = listener;
        this.keepAlive = new LoopThread(new KeepAlive(), new Signal(), (loop, failure) -> {});
    }

    static GroupPackets open(
            KafkaSettings settings, String pool, int batch, DeadLetters deadLetters, CarrierListener listener) {
        return over(consumer(settings, pool, batch), settings, pool, batch, deadLetters, listener);
    }

    static Consumer<byte[], byte[]> consumer(KafkaSettings settings, String pool, int batch) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(
                settings.client(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        WorkConsumer.group(settings, pool),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        batch,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_MS,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        HEARTBEAT_MS,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName())),
                bytes,
                bytes);
    }

    static GroupPackets over(
            Consumer<byte[], byte[]> consumer,
            KafkaSettings settings,
            String pool,
            int batch,
            DeadLetters deadLetters,
            CarrierListener listener) {
        String topic = settings.names().work(pool);
        consumer.subscribe(List.of(topic));
        ReadableRecords<WorkPacket> readable =
                new ReadableRecords<>(Topics.WORK, deadLetters, WorkConsumer.group(settings, pool), listener);
        GroupPackets packets = new GroupPackets(consumer, topic, readable, batch, listener);
        packets.keepAlive.start();
        return packets;
    }

    @Override
    public Taken take(int max, Duration wait) throws InterruptedException {
        if (max < batch) {
            throw new IllegalArgumentException("At least " + batch + " packets must be taken at a time.");
        }
        turn.lockInterruptibly();
        try {
            release();
            consumer.resume(consumer.paused());
            List<ConsumerRecord<byte[], byte[]>> records = poll(wait);
            unsettled = records;
            List<WorkPacket> packets = readable.of(records);
            if (packets.isEmpty()) {
                commit();
                return Taken.NOTHING;
            }
            return new Taken(packets, this::commit, this::release);
        } finally {
            turn.unlock();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(wait).forEach(records::add);
            return records;
        } catch (InterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("The wait for packets was interrupted.").initCause(e);
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        turn.lock();
        try {
            for (ConsumerRecord<byte[], byte[]> record : settled()) {
                next.put(partition(record), new OffsetAndMetadata(record.offset() + 1));
            }
            if (!next.isEmpty()) {
                consumer.commitSync(next, PATIENCE);
            }
        } catch (KafkaException e) {
            // The partition went to another worker, or the broker is away: the packets come again and are refused.
            listener.unsettled(topic, next.size());
        } finally {
            turn.unlock();
        }
    }

    private void release() {
        turn.lock();
        try {
            seekBack(settled());
        } finally {
            turn.unlock();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> settled() {
        List<ConsumerRecord<byte[], byte[]>> records = unsettled;
        unsettled = List.of();
        return records;
    }

    /** To the first record of each partition that is still ours. */
    private void seekBack(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> first = new HashMap<>();
        records.forEach(record -> first.merge(partition(record), record.offset(), Math::min));
        first.keySet().retainAll(consumer.assignment());
        first.forEach(consumer::seek);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void close() {
        keepAlive.close();
        turn.lock();
        try {
            consumer.close(CloseOptions.timeout(PATIENCE));
        } finally {
            turn.unlock();
        }
    }

    /** Takes part in the group without taking a packet. */
    private final class KeepAlive implements Loop {
        @Override
        public String name() {
            return "worker-keep-alive";
        }

        @Override
        public Duration runOnce() {
            // Whoever holds the turn polls itself.
            if (turn.tryLock()) {
                try {
                    consumer.pause(consumer.assignment());
                    List<ConsumerRecord<byte[], byte[]>> stray = new ArrayList<>();
                    consumer.poll(Duration.ZERO).forEach(stray::add);
                    // Of partitions that were given to us in this very call.
                    seekBack(stray);
                } finally {
                    turn.unlock();
                }
            }
            return KEEP_ALIVE;
        }
    }
}
