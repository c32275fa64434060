package io.trawl.orchestrator.webhook;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.schemas.DeliveryState;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Page;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The announcements in memory, under the same contract as those in the tables. */
public final class MemoryWebhooks implements WebhookStore {
    private final Fences fences;
    private final InstantSource clock;
    private final List<Row> rows = new ArrayList<>();

    public MemoryWebhooks(Fences fences, InstantSource clock) {
        this.fences = fences;
        this.clock = clock;
    }

    private record Row(
            String tenant,
            int n,
            Webhook webhook,
            WebhookEvent event,
            DeliveryState state,
            int attempts,
            Instant dueAt,
            @Nullable Instant endedAt,
            @Nullable Integer status,
            @Nullable String error) {
        Row attempted(Instant until) {
            return new Row(tenant, n, webhook, event, state, attempts + 1, until, endedAt, status, error);
        }

        Row postponed(Instant until, @Nullable Integer answered, String reason) {
            return new Row(tenant, n, webhook, event, state, attempts, until, endedAt, answered, reason);
        }

        Row over(DeliveryState end, Instant at, @Nullable Integer answered, @Nullable String reason) {
            return new Row(tenant, n, webhook, event, end, attempts, dueAt, at, answered, reason);
        }

        WebhookDelivery view() {
            return new WebhookDelivery(
                    event.deliveryId(),
                    n,
                    webhook.target(),
                    event.version(),
                    event.state(),
                    state,
                    attempts,
                    event.endedAt(),
                    state == DeliveryState.PENDING ? dueAt : null,
                    endedAt,
                    status,
                    error);
        }
    }

    /** What the transaction that ends a job writes down. */
    public synchronized void ended(String tenant, UUID job, JobState state, long version, List<Webhook> webhooks) {
        Instant now = clock.instant();
        for (int n = 0; n < webhooks.size(); n++) {
            WebhookEvent event = new WebhookEvent(UUID.randomUUID(), WebhookEvent.JOB_ENDED, job, state, version, now);
            rows.add(new Row(tenant, n, webhooks.get(n), event, DeliveryState.PENDING, 0, now, null, null, null));
        }
    }

    @Override
    public synchronized List<Due> claim(int limit, Duration lease) {
        Instant now = clock.instant();
        List<Row> due = rows.stream()
                .filter(row -> fences.hold(Fence.ANNOUNCE_PENDING, row.state() == DeliveryState.PENDING))
                .filter(row -> fences.hold(Fence.ANNOUNCE_DUE, !row.dueAt().isAfter(now)))
                .sorted(Comparator.comparing(Row::dueAt))
                .limit(limit)
                .toList();
        List<Due> claimed = new ArrayList<>();
        for (Row row : due) {
            Row attempted = row.attempted(now.plus(lease));
            rows.set(rows.indexOf(row), attempted);
            claimed.add(new Due(attempted.webhook(), attempted.event(), attempted.attempts()));
        }
        return claimed;
    }

    @Override
    public void delivered(Due due, int status) {
        change(due, row -> row.over(DeliveryState.DELIVERED, clock.instant(), status, null));
    }

    @Override
    public void failed(Due due, @Nullable Integer status, String error) {
        change(due, row -> row.over(DeliveryState.FAILED, clock.instant(), status, error));
    }

    @Override
    public void postpone(Due due, Duration delay, @Nullable Integer status, String error) {
        change(due, row -> row.postponed(clock.instant().plus(delay), status, error));
    }

    private synchronized void change(Due due, UnaryOperator<Row> to) {
        rows.replaceAll(row -> row.event().equals(due.event()) && counts(row, due) ? to.apply(row) : row);
    }

    private boolean counts(Row row, Due due) {
        return fences.hold(Fence.ANNOUNCE_PENDING, row.state() == DeliveryState.PENDING)
                && fences.hold(Fence.ANNOUNCE_ATTEMPT, row.attempts() == due.attempt());
    }

    @Override
    public synchronized Page<WebhookDelivery> deliveries(String tenant, UUID job, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<WebhookDelivery> all = rows.stream()
                .filter(row ->
                        row.tenant().equals(tenant) && row.event().jobId().equals(job))
                .sorted(Comparator.comparing((Row row) -> row.event().version()).thenComparing(Row::n))
                .map(Row::view)
                .toList();
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? String.valueOf(to) : null);
    }
}
