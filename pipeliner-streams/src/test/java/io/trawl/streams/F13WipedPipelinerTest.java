package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.carry.BatchConsumer;
import io.trawl.kafka.carry.CarrierListener;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.carry.DeadLetters;
import io.trawl.kafka.carry.KafkaSender;
import io.trawl.kafka.carry.Producers;
import io.trawl.kafka.topic.TopicAdmin;
import io.trawl.kafka.topic.TopicPlan;
import io.trawl.kafka.topic.TopicWatch;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import io.trawl.schemas.topic.TopicNames;
import io.trawl.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app goes on by itself when Kafka lost everything, its own state with it, and topics come back one after another. */
class F13WipedPipelinerTest {
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final UUID JOB = new UUID(5, 5);

    @TempDir
    private Path state;

    private final Set<Command> commands = ConcurrentHashMap.newKeySet();

    @Test
    void shouldProposeAgainAfterEverythingWasLost() {
        try (KafkaBroker broker = KafkaBroker.start(TestBroker.settings("wiped-streams"))) {
            KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers(), new TopicNames("wiped"));
            try (TopicAdmin topics = TopicAdmin.connect(settings, PATIENCE);
                    Producer<byte[], byte[]> producer = Producers.open(settings)) {
                TopicWatch watch = new TopicWatch(
                        topics,
                        () -> TopicPlan.of(settings.names(), List.of("default"), 1),
                        () -> {},
                        Duration.ofMillis(200));
                watch.runOnce();
                goOn(broker, settings, producer, watch);
            }
        }
    }

    private void goOn(KafkaBroker broker, KafkaSettings settings, Producer<byte[], byte[]> producer, TopicWatch watch) {
        DeadLetters letters = new DeadLetters(producer, settings.names(), PATIENCE, CarrierListener.NONE);
        try (PipelinerApp app = PipelinerApp.start(
                        settings,
                        PipelinerConfig.of(Duration.ofSeconds(15)),
                        new PipelinerApp.Runtime(state.resolve("streams"), 1, 0));
                BatchConsumer<Command> reader = BatchConsumer.start(
                        settings,
                        Topics.COMMANDS,
                        Consumption.of("wiped.readers", 100, 1),
                        letters,
                        commands::addAll,
                        CarrierListener.NONE)) {
            propose(settings, producer, "before", 1);
            broker.stop();
            broker.wipe();
            broker.start();
            try (LoopThread again = new LoopThread(watch, new Signal(), (loop, failure) -> {}).start()) {
                propose(settings, producer, "after", 2);
                await().atMost(LONG).until(app::ready);
            }
        }
    }

    /** Told again and again until it is heard, as the reconciler does. */
    private void propose(KafkaSettings settings, Producer<byte[], byte[]> producer, String source, long chunk) {
        String name = settings.names().of(Topics.EVENTS);
        KafkaSender<Event> sender =
                KafkaSender.of(producer, Topics.EVENTS, event -> name, PATIENCE, CarrierListener.NONE);
        Event full = new Event.ChunkAccepted(
                JOB, 1, source, chunk, 0, 100, 100, new BatchPolicy(100, 1_000_000, Duration.ofMillis(100)), false);
        Command expected = new Command.Schedule(JOB, 1, source, List.of(new InputRange(chunk, 0, 100)));
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            sender.send(List.of(full));
            assertThat(commands).contains(expected);
        });
    }
}
