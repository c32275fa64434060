/** Tells receivers that jobs have ended: {@link io.trawl.orchestrator.webhook.WebhookLoop} makes the calls. */
@NullMarked
package io.trawl.orchestrator.webhook;

import org.jspecify.annotations.NullMarked;
