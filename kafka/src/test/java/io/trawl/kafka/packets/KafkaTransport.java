package io.trawl.kafka.packets;

import io.trawl.engine.testkit.Messages;
import io.trawl.engine.testkit.TransportUnderTest;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** Topics of their own on the shared broker; the work topic has one partition for a share group, two for a classic one. */
final class KafkaTransport implements TransportUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestTopics topics;
    private final WorkConsumer kind;
    private final int batch;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<PacketSource, Consumer<byte[], byte[]>> consumers = new HashMap<>();

    KafkaTransport(WorkConsumer kind, int batch) {
        this.topics = TestTopics.create(2, kind.partitions() == 1 ? 1 : 2);
        this.kind = kind;
        this.batch = batch;
    }

    @Override
    public Sender<Report> reports() {
        String name = topics.settings().names().of(Topics.PROGRESS);
        return KafkaSender.of(topics.producer(), Topics.PROGRESS, report -> name, PATIENCE, CarrierListener.NONE);
    }

    @Override
    public void read(java.util.function.Consumer<List<Report>> handler) {
        opened.add(BatchConsumer.start(
                topics.settings(),
                Topics.PROGRESS,
                Consumption.of(topics.settings().names().prefix() + ".readers", 100, 2),
                topics.deadLetters(),
                handler,
                CarrierListener.NONE));
    }

    @Override
    public Sender<WorkPacket> work() {
        return KafkaSender.of(
                topics.producer(),
                Topics.WORK,
                packet -> topics.settings().names().work(packet.pool()),
                PATIENCE,
                CarrierListener.NONE);
    }

    @Override
    public PacketSource worker() {
        PacketSource worker = switch (kind) {
            case SHARE ->
                kind.open(topics.settings(), Messages.POOL, batch, topics.deadLetters(), CarrierListener.NONE);
            case GROUP -> groupWorker();
        };
        opened.add(worker);
        return worker;
    }

    private PacketSource groupWorker() {
        Consumer<byte[], byte[]> consumer = GroupPackets.consumer(topics.settings(), Messages.POOL, batch);
        PacketSource worker = GroupPackets.over(
                consumer, topics.settings(), Messages.POOL, batch, topics.deadLetters(), CarrierListener.NONE);
        consumers.put(worker, consumer);
        return worker;
    }

    /** A member of a share group is left alone, and its lock runs out; one of a classic group stops its heartbeats. */
    @Override
    public void die(PacketSource worker) {
        Consumer<byte[], byte[]> consumer = consumers.get(worker);
        while (consumer != null) {
            try {
                consumer.close(
                        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
                return;
            } catch (java.util.ConcurrentModificationException e) {
                // Its other thread polls just now.
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void goAway() {
        TestBroker.kill();
    }

    @Override
    public void comeBack() {
        TestBroker.running();
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable one : opened) {
                one.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            topics.close();
        }
    }
}
