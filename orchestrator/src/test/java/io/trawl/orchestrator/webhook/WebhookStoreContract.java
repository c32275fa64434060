package io.trawl.orchestrator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Transition;
import io.trawl.orchestrator.webhook.WebhookStore.Due;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Page;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every store of announcements keeps to, and each of its fences: it stands, and without it something breaks. */
public abstract class WebhookStoreContract {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(2);
    private static final Webhook HOOK = new Webhook("https://hooks.example.org/a", "env:KEY");
    private static final Webhook OTHER = new Webhook("https://hooks.example.org/b", null);

    private final List<WebhooksUnderTest> opened = new ArrayList<>();

    /** Opens an empty store. */
    protected abstract WebhooksUnderTest open(Fences fences);

    @AfterEach
    void closeAll() {
        opened.forEach(WebhooksUnderTest::close);
    }

    private WebhooksUnderTest whole() {
        WebhooksUnderTest under = open(Fences.ALL);
        opened.add(under);
        return under;
    }

    private static WebhookDelivery only(WebhooksUnderTest under, UUID job) {
        List<WebhookDelivery> found = under.store()
                .deliveries(WebhooksUnderTest.TENANT, job, null, 10)
                .items();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Due claimOne(WebhooksUnderTest under) {
        List<Due> due = under.store().claim(10, LEASE);
        assertThat(due).hasSize(1);
        return due.getFirst();
    }

    @Test
    void shouldGiveWhatTheReceiverIsTold() {
        WebhooksUnderTest under = whole();
        UUID job = under.ended(List.of(HOOK));

        Due due = claimOne(under);

        assertThat(due.webhook()).isEqualTo(HOOK);
        assertThat(due.attempt()).isOne();
        assertThat(due.event().type()).isEqualTo(WebhookEvent.JOB_ENDED);
        assertThat(due.event().jobId()).isEqualTo(job);
        assertThat(due.event().state()).isEqualTo(JobState.CANCELLED);
        assertThat(due.event().deliveryId()).isEqualTo(only(under, job).deliveryId());
    }

    @Test
    void shouldGiveWhatHasWaitedLongestWithinTheLimit() {
        WebhooksUnderTest under = whole();
        UUID first = under.ended(List.of(HOOK));
        under.advance(Duration.ofSeconds(1));
        UUID second = under.ended(List.of(HOOK));

        assertThat(under.store().claim(1, LEASE))
                .extracting(due -> due.event().jobId())
                .containsExactly(first);
        assertThat(under.store().claim(1, LEASE))
                .extracting(due -> due.event().jobId())
                .containsExactly(second);
    }

    @Test
    void shouldGiveItAgainUnderTheSameIdWhenTheLeaseHasRunOut() {
        WebhooksUnderTest under = whole();
        under.ended(List.of(HOOK));

        Due lost = claimOne(under);
        under.advance(LEASE.minusMillis(1));
        assertThat(under.store().claim(10, LEASE)).isEmpty();
        under.advance(Duration.ofMillis(1));
        Due again = claimOne(under);

        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.event()).isEqualTo(lost.event());
    }

    @Test
    void shouldWaitAsLongAsItIsPostponed() {
        WebhooksUnderTest under = whole();
        UUID job = under.ended(List.of(HOOK));
        under.store().postpone(claimOne(under), LONG, 503, "busy");

        WebhookDelivery waiting = only(under, job);
        assertThat(waiting.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(waiting.httpStatus()).isEqualTo(503);
        assertThat(waiting.error()).isEqualTo("busy");
        assertThat(waiting.dueAt()).isEqualTo(waiting.createdAt().plus(LONG));
        assertThat(under.store().claim(10, LEASE)).isEmpty();
        under.advance(LONG);
        assertThat(claimOne(under).attempt()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatBecameOfEach() {
        WebhooksUnderTest under = whole();
        UUID taken = under.ended(List.of(HOOK));
        under.store().delivered(claimOne(under), 204);
        UUID refused = under.ended(List.of(OTHER));
        under.store().failed(claimOne(under), null, "nobody there");

        WebhookDelivery delivered = only(under, taken);
        assertThat(delivered.state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivered.httpStatus()).isEqualTo(204);
        assertThat(delivered.error()).isNull();
        assertThat(delivered.dueAt()).isNull();
        assertThat(delivered.endedAt()).isNotNull();
        assertThat(delivered.target()).isEqualTo("https://hooks.example.org");
        WebhookDelivery failed = only(under, refused);
        assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
        assertThat(failed.httpStatus()).isNull();
        assertThat(failed.error()).isEqualTo("nobody there");
    }

    @Test
    void shouldListThemPageByPageAndOnlyToTheirTenant() {
        WebhooksUnderTest under = whole();
        UUID job = under.ended(List.of(HOOK, OTHER));

        Page<WebhookDelivery> first = under.store().deliveries(WebhooksUnderTest.TENANT, job, null, 1);
        Page<WebhookDelivery> second = under.store().deliveries(WebhooksUnderTest.TENANT, job, first.nextCursor(), 1);

        assertThat(first.items()).extracting(WebhookDelivery::webhook).containsExactly(0);
        assertThat(second.items()).extracting(WebhookDelivery::webhook).containsExactly(1);
        assertThat(second.nextCursor()).isNull();
        assertThat(under.store().deliveries("other", job, null, 10).items()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyFenceStands() {
        return fences().map(fence -> dynamicTest("stands: " + fence, () -> play(storyOf(fence), Fences.ALL)));
    }

    @TestFactory
    Stream<DynamicTest> everyFenceIsNeeded() {
        return fences().map(fence -> dynamicTest(
                "is needed: " + fence,
                () -> assertThatExceptionOfType(AssertionError.class)
                        .as("%s was removed, and nothing broke", fence)
                        .isThrownBy(() -> play(storyOf(fence), Fences.without(fence)))));
    }

    private static Stream<Fence> fences() {
        return Stream.of(Fence.values()).filter(fence -> fence.transition() == Transition.ANNOUNCE);
    }

    private void play(Consumer<WebhooksUnderTest> story, Fences fences) {
        try (WebhooksUnderTest under = open(fences)) {
            story.accept(under);
        }
    }

    private static Consumer<WebhooksUnderTest> storyOf(Fence fence) {
        return switch (fence) {
            case ANNOUNCE_PENDING -> WebhookStoreContract::whatIsOverStaysOver;
            case ANNOUNCE_DUE -> WebhookStoreContract::oneAtATime;
            case ANNOUNCE_ATTEMPT -> WebhookStoreContract::wordOfAnOlderAttempt;
            default -> throw new IllegalArgumentException(fence + " needs a story here.");
        };
    }

    private static void whatIsOverStaysOver(WebhooksUnderTest under) {
        UUID job = under.ended(List.of(HOOK));
        Due due = claimOne(under);
        under.store().delivered(due, 200);
        under.store().failed(due, 500, "late");
        under.store().postpone(due, Duration.ZERO, 500, "late");
        under.advance(LONG);
        assertThat(under.store().claim(10, LEASE)).isEmpty();
        assertThat(only(under, job).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(only(under, job).error()).isNull();
    }

    private static void oneAtATime(WebhooksUnderTest under) {
        under.ended(List.of(HOOK));
        claimOne(under);
        assertThat(under.store().claim(10, LEASE)).isEmpty();
    }

    private static void wordOfAnOlderAttempt(WebhooksUnderTest under) {
        UUID job = under.ended(List.of(HOOK));
        Due older = claimOne(under);
        under.advance(LEASE);
        claimOne(under);
        under.store().postpone(older, LONG, 503, "old");
        under.store().failed(older, 503, "old");
        under.store().delivered(older, 200);
        WebhookDelivery delivery = only(under, job);
        assertThat(delivery.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(delivery.error()).isNull();
        under.advance(LEASE);
        assertThat(claimOne(under).attempt()).isEqualTo(3);
    }
}
