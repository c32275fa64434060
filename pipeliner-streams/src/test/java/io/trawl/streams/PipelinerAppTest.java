package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.trawl.kafka.KafkaSettings;
import io.trawl.kafka.carry.TestTopics;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app on a real broker. */
class PipelinerAppTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final UUID JOB = new UUID(5, 5);

    @TempDir
    private Path state;

    private final TestTopics topics = TestTopics.create(2);
    private final List<Command> commands = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        topics.close();
    }

    /** What waits in its state is there again after the directory is gone: it comes from the changelog. */
    @Test
    void shouldGoOnWithWhatItHeldWhenItsDirectoryIsDeleted() throws IOException {
        try (PipelinedTopics ends = PipelinedTopics.read(topics, commands::addAll)) {
            try (PipelinerApp app = ends.start(state)) {
                // The batch that is open proves that the one before it was taken in.
                ends.send(
                        PipelinedTopics.chunk(JOB, 1, "held", 0, 30, true),
                        PipelinedTopics.chunk(JOB, 2, "full", 0, 100, false));
                await().atMost(LONG).until(() -> commands.contains(PipelinedTopics.schedule(JOB, "full", 2, 0, 100)));
            }
            assertThat(commands).hasSize(1);
            PipelinedTopics.delete(state);
            try (PipelinerApp app = ends.start(state)) {
                ends.send(new Event.PhaseReleased(JOB, 1));
                await().atMost(LONG).until(() -> commands.size() == 2);
            }
        }
        assertThat(commands.getLast()).isEqualTo(PipelinedTopics.schedule(JOB, "held", 1, 0, 30));
    }

    @Test
    void shouldBeReadyOnlyWhileItLives() {
        PipelinedTopics ends = PipelinedTopics.read(topics, commands::addAll);
        PipelinerApp app = ends.start(state);
        await().atMost(LONG).until(app::ready);
        app.close();
        assertThat(app.ready()).isFalse();
        ends.close();
    }

    @Test
    void shouldTryAgainWhenAClientOfItsOwnCannotBeMade() {
        KafkaSettings known = topics.settings();
        KafkaSettings failing = new KafkaSettings(
                known.bootstrapServers(),
                known.names(),
                known.replicationFactor(),
                known.clientId(),
                Map.of("metric.reporters", FailsOnce.class.getName()));
        FailsOnce.failed.set(false);
        try (PipelinerApp app = PipelinerApp.start(
                failing, PipelinerConfig.of(Duration.ofSeconds(15)), new PipelinerApp.Runtime(state, 1, 0))) {
            await().atMost(LONG).until(app::ready);
        }
        assertThat(FailsOnce.failed).isTrue();
    }

    /** The first client that asks for it is not made, as when the name of no broker is known for a while. */
    public static final class FailsOnce implements MetricsReporter {
        static final AtomicBoolean failed = new AtomicBoolean();

        @Override
        public void configure(Map<String, ?> configs) {
            if (failed.compareAndSet(false, true)) {
                throw new KafkaException("Not this time.");
            }
        }

        @Override
        public void init(List<KafkaMetric> metrics) {}

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {}
    }

    @Test
    void shouldRefuseToRunWithoutAThread() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PipelinerApp.Runtime(state, 0, 0));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new PipelinerApp.Runtime(state, 1, -1));
    }
}
