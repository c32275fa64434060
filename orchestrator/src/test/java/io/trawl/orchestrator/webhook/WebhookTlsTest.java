package io.trawl.orchestrator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.testkit.TestCa;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.ReferencedCredentials;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries over real TLS, to a receiver whose certificate a CA of this test has signed. */
class WebhookTlsTest {
    @TempDir
    private static Path directory;

    private static TestCa ca;
    private static Receiver receiver;
    private final VirtualClock clock = new VirtualClock();
    private final MemoryWebhooks store = new MemoryWebhooks(Fences.ALL, clock);

    @BeforeAll
    static void startReceiver() throws Exception {
        ca = TestCa.make(directory);
        receiver = new Receiver(ca.server("localhost"));
    }

    @AfterAll
    static void stopReceiver() {
        receiver.close();
    }

    private WebhookDelivery deliver(String url, Trust trust) {
        UUID job = UUID.randomUUID();
        store.ended("default", job, JobState.COMPLETED, 1, List.of(new Webhook(url, null)));
        WebhookPolicy policy = new WebhookPolicy(
                2,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofSeconds(20),
                new AddressRules(true, false),
                trust);
        try (WebhookLoop loop = new WebhookLoop(
                store,
                new ReferencedCredentials(Map.of()),
                policy,
                new SplittableRandom(1),
                clock,
                InetAddress::getAllByName,
                new JobTraces())) {
            loop.runOnce();
        }
        return store.deliveries("default", job, null, 1).items().getFirst();
    }

    @Test
    void shouldDeliverToAReceiverThatTheNamedCaVouchesFor() throws Exception {
        WebhookDelivery delivery = deliver(receiver.url("localhost", "/trusted"), Trust.with(ca.certificate()));

        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.taken).extracting(Receiver.Taken::path).contains("/trusted");
    }

    @Test
    void shouldRefuseAReceiverThatNobodyVouchesFor() {
        WebhookDelivery delivery = deliver(receiver.url("localhost", "/unknown"), Trust.usual());

        assertThat(delivery.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(delivery.error()).contains("nobody who is trusted here").contains("trawl.webhooks.ca_file");
        assertThat(receiver.taken).extracting(Receiver.Taken::path).doesNotContain("/unknown");
    }

    @Test
    void shouldRefuseACertificateForAnotherName() throws Exception {
        WebhookDelivery delivery = deliver(receiver.url("127.0.0.1", "/other"), Trust.with(ca.certificate()));

        assertThat(delivery.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(delivery.error()).contains("another name");
        assertThat(receiver.taken).extracting(Receiver.Taken::path).doesNotContain("/other");
    }

    @Test
    void shouldSayWhatIsWrongWithAFileOfCertificates() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate\n");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Trust.with(text))
                .withMessage("it does not hold certificates in PEM.");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Trust.with(empty))
                .withMessage("it holds no certificate.");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Trust.with(directory.resolve("none.pem")))
                .withMessage("it is not there or may not be read.");
    }
}
