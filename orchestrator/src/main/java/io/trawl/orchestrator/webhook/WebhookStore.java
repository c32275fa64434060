package io.trawl.orchestrator.webhook;

import io.trawl.schemas.Page;
import io.trawl.schemas.Webhook;
import io.trawl.schemas.WebhookDelivery;
import io.trawl.schemas.WebhookEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Announcements of ended jobs, as the transactions that ended them have written them down. Safe for use by many threads
 * and processes: who claims one has it for the length of a lease, and what is said of an attempt counts only while no
 * later one has begun.
 */
public interface WebhookStore {
    /**
     * One attempt that has to be made now.
     *
     * @param attempt from 1
     */
    record Due(Webhook webhook, WebhookEvent event, int attempt) {}

    /**
     * Those that have waited longest, at most {@code limit}, each as a new attempt.
     *
     * @param lease after which an attempt of which nothing was heard is made again
     */
    List<Due> claim(int limit, Duration lease);

    /** The receiver has taken it. */
    void delivered(Due due, int status);

    /** Given up, for the reason given. */
    void failed(Due due, @Nullable Integer status, String error);

    /** To be tried again. */
    void postpone(Due due, Duration delay, @Nullable Integer status, String error);

    /** In order of time and of the request; empty when there is no such job. */
    Page<WebhookDelivery> deliveries(String tenant, UUID job, @Nullable String cursor, int limit);
}
