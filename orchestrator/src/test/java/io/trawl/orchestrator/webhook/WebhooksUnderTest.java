package io.trawl.orchestrator.webhook;

import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A store of announcements with what its contract needs besides. */
public interface WebhooksUnderTest extends AutoCloseable {
    /** Of the jobs that {@link #ended} makes. */
    String TENANT = "default";

    WebhookStore store();

    /** A job with these receivers that has just ended, as CANCELLED. */
    UUID ended(List<Webhook> webhooks);

    /** Moves the clock of the store. */
    void advance(Duration by);

    @Override
    void close();
}
