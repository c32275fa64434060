package io.trawl.kafka.packets;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.transport.PacketSource;
import io.trawl.kafka.KafkaUnavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerContactTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);
    /** Of Kafka's client; there is one for each consumer of a share group that is open. */
    private static final String THREAD = "consumer_background_thread";

    private final Metrics metrics = new Metrics();
    private final AtomicReference<Double> connections = new AtomicReference<>(1.0);
    private final AtomicReference<Double> sinceHeartbeat = new AtomicReference<>(-1.0);
    private final AtomicLong nanos = new AtomicLong();
    private final BrokerContact contact = contact();

    private BrokerContact contact() {
        metrics.addMetric(
                metrics.metricName("connection-count", "any"), (Gauge<Double>) (config, now) -> connections.get());
        metrics.addMetric(metrics.metricName("last-heartbeat-seconds-ago", "any"), (Gauge<Double>)
                (config, now) -> sinceHeartbeat.get());
        return BrokerContact.of(metrics.metrics(), nanos::get);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldBeLostAfterAWhileWithoutAnyConnection() {
        sinceHeartbeat.set(0.0);
        connections.set(0.0);
        passes(BrokerContact.UNCONNECTED);
        shouldBeThere();
        passes(Duration.ofMillis(1));
        shouldBeLost();

        connections.set(1.0);
        shouldBeThere();
        connections.set(0.0);
        passes(BrokerContact.UNCONNECTED);
        shouldBeThere();
    }

    @Test
    void shouldBeLostAfterAWhileWithoutAHeartbeat() {
        sinceHeartbeat.set((double) BrokerContact.SILENT.toSeconds());
        shouldBeThere();
        sinceHeartbeat.set(BrokerContact.SILENT.toSeconds() + 1.0);
        shouldBeLost();
    }

    @Test
    void shouldBeLostWhenThereNeverWasAHeartbeat() {
        passes(BrokerContact.SILENT);
        shouldBeThere();
        passes(Duration.ofMillis(1));
        shouldBeLost();
    }

    @Test
    void shouldLetGoOfAConsumerWithoutABrokerAndTakeAgainWithAnother() throws Exception {
        try (KafkaTransport transport = new KafkaTransport(WorkConsumer.SHARE, 1)) {
            int others = consumers();
            PacketSource worker = transport.worker();
            await().atMost(LONG).until(() -> takes(worker) && consumers() > others);
            transport.goAway();
            try {
                await().atMost(LONG).until(() -> takes(worker) && consumers() == others);
            } finally {
                transport.comeBack();
            }
            await().atMost(LONG).until(() -> takes(worker) && consumers() > others);
        }
    }

    private static boolean takes(PacketSource worker) throws InterruptedException {
        return worker.take(1, SHORT).isEmpty();
    }

    private static int consumers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .count();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void shouldBeThere() {
        assertThatCode(contact::check).doesNotThrowAnyException();
    }

    private void shouldBeLost() {
        assertThatThrownBy(contact::check).isInstanceOf(KafkaUnavailable.class).hasMessage("No broker answers.");
    }
}
