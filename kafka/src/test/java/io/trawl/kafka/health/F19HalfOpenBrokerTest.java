package io.trawl.kafka.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.testkit.SwallowingProxy;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.broker.BrokerSettings;
import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.Producers;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** F19: all connections to the broker are half-open at once; whoever waits on one gives it up, and takes another. */
class F19HalfOpenBrokerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    /** As in production, but sooner. */
    private static final Map<String, String> SOON = Map.of("request.timeout.ms", "2000");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Set<Report> received = ConcurrentHashMap.newKeySet();
    private final Traffic traffic = new Traffic(received, LONG);

    @Test
    void shouldCarryMessagesOverNewConnections() throws Exception {
        BrokerSettings plain = TestBroker.settings("half-open");
        SwallowingProxy proxy = opened(SwallowingProxy.to(plain.port(), 0));
        // Clients are sent to where the broker says that it is.
        Map<String, String> advertised = new HashMap<>(plain.more());
        advertised.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port());
        try (KafkaBroker broker = KafkaBroker.start(plain.with(advertised))) {
            try {
                carryOnAfterASwallow(proxy);
            } finally {
                for (AutoCloseable one : opened.reversed()) {
                    one.close();
                }
            }
            broker.kill();
            broker.wipe();
        }
    }

    private void carryOnAfterASwallow(SwallowingProxy proxy) throws Exception {
        KafkaSettings settings =
                new KafkaSettings("127.0.0.1:" + proxy.port(), new TopicNames("half-open"), -1, "trawl", SOON);
        try (TopicAdmin topics = TopicAdmin.connect(settings)) {
            topics.prepare(TopicPlan.of(settings.names(), List.of("share", "group"), 1));
        }
        KafkaHealth health = opened(KafkaHealth.of(settings, SHORT));
        Producer<byte[], byte[]> producer = opened(Producers.open(settings));
        DeadLetters letters = new DeadLetters(producer, settings.names(), PATIENCE, CarrierListener.NONE);
        String progress = settings.names().of(Topics.PROGRESS);
        Sender<Report> reports =
                KafkaSender.of(producer, Topics.PROGRESS, report -> progress, PATIENCE, CarrierListener.NONE);
        opened(BatchConsumer.start(
                settings,
                Topics.PROGRESS,
                Consumption.of("half-open.readers", 100, 2),
                letters,
                received::addAll,
                CarrierListener.NONE));
        Map<String, PacketSource> workers = Map.of(
                "share", opened(WorkConsumer.SHARE.open(settings, "share", 1, letters, CarrierListener.NONE)),
                "group", opened(WorkConsumer.GROUP.open(settings, "group", 1, letters, CarrierListener.NONE)));

        for (int round = 1; round <= 2; round++) {
            traffic.carry(reports, round);
            for (Map.Entry<String, PacketSource> worker : workers.entrySet()) {
                String topic = settings.names().work(worker.getKey());
                Sender<WorkPacket> work =
                        KafkaSender.of(producer, Topics.WORK, packet -> topic, PATIENCE, CarrierListener.NONE);
                traffic.carry(work, worker.getValue(), round);
            }
            await().atMost(LONG).until(() -> {
                health.runOnce();
                return !health.away();
            });
            if (round == 1) {
                assertThat(proxy.swallow()).isGreaterThan(4);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }
}
