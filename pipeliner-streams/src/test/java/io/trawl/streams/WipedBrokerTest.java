package io.trawl.streams;

import static org.awaitility.Awaitility.await;

import io.trawl.kafka.broker.KafkaBroker;
import io.trawl.kafka.broker.TestBroker;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app comes back by itself, whatever of Kafka is gone. */
class WipedBrokerTest {
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final UUID JOB = new UUID(6, 6);

    @TempDir
    private Path state;

    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @Test
    void shouldComeBackWhenTheBrokerIsKilledAndItsDataWiped() {
        try (KafkaBroker broker = KafkaBroker.start(TestBroker.settings("wiped"))) {
            try (TestTopics topics = TestTopics.on(broker, 2, 1);
                    PipelinedTopics ends = PipelinedTopics.read(topics, commands::addAll);
                    PipelinerApp app = ends.start(state)) {
                awaitScheduled(ends, 1);
                broker.kill();
                broker.wipe();
                broker.start();
                // Nobody but the app creates the topics here.
                try (PipelinedTopics fresh = PipelinedTopics.read(topics, commands::addAll)) {
                    awaitScheduled(fresh, 2);
                    await().atMost(LONG).until(app::ready);
                }
            }
            broker.kill();
            broker.wipe();
        }
    }

    @Test
    void shouldComeBackWhenItsInternalTopicsAreDeleted() throws Exception {
        shouldComeBackWithout("-changelog");
    }

    @Test
    void shouldComeBackWhenTheTopicsItReadsAreDeleted() throws Exception {
        shouldComeBackWithout(".events", ".heartbeats");
    }

    private void shouldComeBackWithout(String... endings) throws Exception {
        try (TestTopics topics = TestTopics.create(2);
                PipelinedTopics ends = PipelinedTopics.read(topics, commands::addAll);
                Admin admin = Admin.create(topics.settings().client(Map.of()));
                PipelinerApp app = ends.start(state)) {
            awaitScheduled(ends, 1);
            await().atMost(LONG).until(app::ready);
            String own = topics.settings().names().prefix() + ".";
            List<String> doomed = new ArrayList<>();
            for (String topic : admin.listTopics().names().get()) {
                for (String ending : endings) {
                    if (topic.startsWith(own) && topic.endsWith(ending)) {
                        doomed.add(topic);
                    }
                }
            }
            admin.deleteTopics(doomed).all().get();
            await().atMost(LONG).until(() -> admin.listTopics().names().get().containsAll(doomed));
            awaitScheduled(ends, 2);
            await().atMost(LONG).until(app::ready);
        }
    }

    /** Told again and again, as the reconciler does. */
    private void awaitScheduled(PipelinedTopics ends, long chunk) {
        await().atMost(LONG).pollInterval(Duration.ofSeconds(1)).until(() -> {
            ends.tell(List.of(PipelinedTopics.chunk(JOB, chunk, "s", 0, PipelinedTopics.BATCH, false)));
            return commands.contains(PipelinedTopics.schedule(JOB, "s", chunk, 0, PipelinedTopics.BATCH));
        });
    }
}
