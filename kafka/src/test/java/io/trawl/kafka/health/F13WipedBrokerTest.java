package io.trawl.kafka.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.testkit.Messages;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.Producers;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.kafka.packets.WorkGroups;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.kafka.topic.TopicWatch;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker of its own, since everything on it is lost, and clients that nobody starts anew. */
class F13WipedBrokerTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Set<Report> received = ConcurrentHashMap.newKeySet();
    private final Traffic traffic = new Traffic(received, LONG);

    @ParameterizedTest
    @EnumSource(WorkConsumer.class)
    void shouldCarryMessagesAgainAfterEverythingWasLost(WorkConsumer kind) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(TestBroker.settings("wiped-" + kind))) {
            try {
                goOnAfterAWipe(broker, kind);
            } finally {
                for (AutoCloseable one : opened.reversed()) {
                    one.close();
                }
            }
        }
    }

    private void goOnAfterAWipe(KafkaBroker broker, WorkConsumer kind) throws Exception {
        KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), new TopicNames("wiped"));
        TopicWatch watch = watch(settings, kind);
        KafkaHealth health = opened(KafkaHealth.of(settings, SHORT));
        Producer<byte[], byte[]> producer = opened(Producers.open(settings));
        DeadLetters letters = new DeadLetters(producer, settings.names(), PATIENCE, CarrierListener.NONE);
        String progress = settings.names().of(Topics.PROGRESS);
        Sender<Report> reports =
                KafkaSender.of(producer, Topics.PROGRESS, report -> progress, PATIENCE, CarrierListener.NONE);
        Sender<WorkPacket> work = KafkaSender.of(
                producer, Topics.WORK, packet -> settings.names().work(packet.pool()), PATIENCE, CarrierListener.NONE);
        opened(BatchConsumer.start(
                settings,
                Topics.PROGRESS,
                Consumption.of("wiped.readers", 100, 2),
                letters,
                received::addAll,
                CarrierListener.NONE));
        PacketSource packets = opened(kind.open(settings, Messages.POOL, 1, letters, CarrierListener.NONE));

        watch.runOnce();
        assertThat(watch.trouble()).isEmpty();
        traffic.carry(reports, 1);
        traffic.carry(work, packets, 1);
        health.runOnce();
        assertThat(health.away()).isFalse();

        broker.stop();
        health.runOnce();
        assertThat(health.trouble())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("does not answer"));
        broker.wipe();
        broker.start();
        opened(new LoopThread(watch, new Signal(), (loop, failure) -> {}).start());
        await().atMost(LONG).until(() -> {
            health.runOnce();
            return !health.away() && watch.trouble().isEmpty();
        });
        traffic.carry(reports, 2);
        traffic.carry(work, packets, 2);
        // Its producer's number may be given again by the new cluster.
        Producer<byte[], byte[]> younger = opened(Producers.open(settings));
        Sender<Report> others =
                KafkaSender.of(younger, Topics.PROGRESS, report -> progress, PATIENCE, CarrierListener.NONE);
        traffic.carry(others, 3);
        traffic.carry(work, packets, 3);
        traffic.carry(reports, 4);
        traffic.carry(work, packets, 4);
        traffic.carry(others, 5);
        traffic.carry(work, packets, 5);
    }

    private TopicWatch watch(KafkaSettings settings, WorkConsumer kind) {
        WorkGroups groups = opened(WorkGroups.of(settings, kind, PATIENCE));
        TopicAdmin topics = opened(TopicAdmin.connect(settings, PATIENCE));
        return new TopicWatch(
                topics,
                () -> TopicPlan.of(settings.names(), List.of(Messages.POOL), kind.partitions()),
                () -> groups.prepare(List.of(Messages.POOL)),
                SHORT);
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }
}
