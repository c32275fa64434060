package io.trawl.orchestrator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.ReferencedCredentials;
import io.trawl.orchestrator.ledger.EndedJobs;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Json;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookLoopTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:02:10Z");
    private static EndedJobs jobs;
    private Receiver receiver;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void openDatabase() {
        jobs = new EndedJobs();
    }

    @AfterAll
    static void closeDatabase() {
        jobs.close();
    }

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        receiver.close();
    }

    private WebhookLoop loop(AddressRules rules, int attempts, Call.Names names) {
        WebhookPolicy policy = new WebhookPolicy(
                attempts, Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMillis(700), rules, Trust.usual());
        WebhookLoop loop = new WebhookLoop(
                jobs.webhooks(),
                new ReferencedCredentials(Map.of("HOOK_KEY", "s3cret")),
                policy,
                new SplittableRandom(1),
                () -> NOW,
                names,
                new JobTraces());
        opened.add(loop);
        return loop;
    }

    private WebhookLoop local(int attempts) {
        return loop(new AddressRules(true, false), attempts, InetAddress::getAllByName);
    }

    private UUID ended(String url, String secretRef) {
        return jobs.end(jobs.submit(List.of(new Webhook(url, secretRef))));
    }

    private static WebhookDelivery only(UUID job) {
        List<WebhookDelivery> found =
                jobs.webhooks().deliveries(EndedJobs.TENANT, job, null, 10).items();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void shouldTellOfAnEndOnceSignedAndWithoutTheKey() {
        UUID job = ended(receiver.url("/hook?a=b"), "env:HOOK_KEY");
        WebhookLoop loop = local(3);

        loop.runOnce();
        loop.runOnce();

        assertThat(receiver.taken).hasSize(1);
        Receiver.Taken taken = receiver.taken.getFirst();
        WebhookEvent event = Json.parse(taken.body(), WebhookEvent.class, 10_000);
        assertThat(taken.path()).isEqualTo("/hook?a=b");
        assertThat(event.jobId()).isEqualTo(job);
        assertThat(event.state()).isEqualTo(JobState.CANCELLED);
        assertThat(taken.delivery()).isEqualTo(event.deliveryId().toString());
        assertThat(taken.signature())
                .isEqualTo(Signature.of("s3cret", NOW, taken.body().getBytes(StandardCharsets.UTF_8)))
                .startsWith("t=" + NOW.getEpochSecond() + ",v1=");
        WebhookDelivery delivery = only(job);
        assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery.httpStatus()).isEqualTo(204);
        assertThat(delivery.target()).doesNotContain("hook");
        assertThat(jobs.webhooks().deliveries("other", job, null, 10).items()).isEmpty();
    }

    @Test
    void shouldSignAsDocumented() {
        assertThat(Signature.of("key", Instant.ofEpochSecond(1), "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
    }

    @Test
    void shouldTellNothingBeforeTheEndAndNobodyWhoWasNotNamed() {
        jobs.submit(List.of(new Webhook(receiver.url("/"), null)));
        UUID quiet = jobs.end(jobs.submit(List.of()));

        local(3).runOnce();

        assertThat(receiver.taken).isEmpty();
        assertThat(jobs.webhooks().deliveries(EndedJobs.TENANT, quiet, null, 10).items())
                .isEmpty();
    }

    @Test
    void shouldTryAgainAndGiveUpAtTheLimit() {
        receiver.answer = 503;
        UUID job = ended(receiver.url("/"), null);
        WebhookLoop loop = local(2);

        loop.runOnce();
        WebhookDelivery waiting = only(job);
        assertThat(waiting.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(waiting.dueAt()).isNotNull();
        assertThat(waiting.error()).isEqualTo("The receiver answered 503.");
        jobs.wake();
        loop.runOnce();

        WebhookDelivery given = only(job);
        assertThat(given.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(given.attempts()).isEqualTo(2);
        assertThat(receiver.taken)
                .hasSize(2)
                .extracting(Receiver.Taken::delivery)
                .containsOnly(given.deliveryId().toString());
        assertThat(receiver.taken.getFirst().signature()).isNull();
    }

    @Test
    void shouldFollowNoRedirect() {
        receiver.answer = 307;
        UUID job = ended(receiver.url("/"), null);

        local(1).runOnce();

        assertThat(receiver.taken).extracting(Receiver.Taken::path).containsExactly("/");
        assertThat(only(job).error()).contains("redirects are not followed");
    }

    @Test
    void shouldNotWaitForAReceiverThatHangs() {
        receiver.answer = Receiver.HANG;
        UUID job = ended(receiver.url("/"), null);

        local(1).runOnce();

        assertThat(only(job).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(job).error()).contains("did not answer within");
    }

    @Test
    void shouldGoOnWhenNobodyListens() {
        String url = receiver.url("/");
        receiver.close();
        UUID job = ended(url, null);

        local(2).runOnce();

        assertThat(only(job).state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void shouldCallNoAddressThatIsNotAllowedUnderAnyName() throws Exception {
        InetAddress[] mixed = {InetAddress.ofLiteral("8.8.8.8"), InetAddress.ofLiteral("169.254.169.254")};
        UUID rebound = ended("https://hooks.example.org/", null);
        loop(new AddressRules(true, true), 3, _ -> mixed).runOnce();
        UUID here = ended(receiver.url("/"), null);
        loop(new AddressRules(false, false), 3, InetAddress::getAllByName).runOnce();

        assertThat(only(rebound).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(here).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(only(here).error()).contains("may not call");
        assertThat(receiver.taken).isEmpty();
    }

    @Test
    void shouldSendNothingUnsignedWhenTheKeyIsMissing() {
        UUID job = ended(receiver.url("/"), "env:NOT_SET");

        local(2).runOnce();

        assertThat(receiver.taken).isEmpty();
        assertThat(only(job).error()).contains("secret_ref");
    }

    @Test
    void shouldGiveAnAttemptToOneLoopAtATime() {
        UUID job = ended(receiver.url("/"), null);

        assertThat(jobs.webhooks().claim(100, Duration.ofMinutes(1)))
                .extracting(due -> due.event().jobId())
                .contains(job);
        assertThat(jobs.webhooks().claim(100, Duration.ofMinutes(1)))
                .extracting(due -> due.event().jobId())
                .doesNotContain(job);
    }
}
