package io.trawl.orchestrator.webhook;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

class MemoryWebhooksTest extends WebhookStoreContract {
    @Override
    protected WebhooksUnderTest open(Fences fences) {
        VirtualClock clock = new VirtualClock();
        return new Under(clock, new MemoryWebhooks(fences, clock));
    }

    private record Under(VirtualClock clock, MemoryWebhooks store) implements WebhooksUnderTest {
        @Override
        public UUID ended(List<Webhook> webhooks) {
            UUID job = UUID.randomUUID();
            store.ended(TENANT, job, JobState.CANCELLED, 2, webhooks);
            return job;
        }

        @Override
        public void advance(Duration by) {
            clock.advance(by);
        }

        @Override
        public void close() {}
    }
}
