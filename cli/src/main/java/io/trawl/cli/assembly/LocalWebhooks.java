package io.trawl.cli.assembly;

import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.workload.Credentials;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.ledger.PostgresWebhooks;
import io.trawl.orchestrator.webhook.AddressRules;
import io.trawl.orchestrator.webhook.WebhookLoop;
import io.trawl.orchestrator.webhook.WebhookPolicy;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;

/** Tells receivers of ended jobs, for as long as it is open; what it did not get to is told after the next start. */
final class LocalWebhooks implements AutoCloseable {
    private final PostgresWebhooks webhooks;
    private final WebhookLoop loop;
    private final LoopThread thread;

    LocalWebhooks(DataSource pool, ApiConfig api, Credentials credentials) {
        SecureRandom random = new SecureRandom();
        boolean privates = api.limits().privateWebhooks();
        // Who reaches an API on loopback is on this machine, and may call whatever is on it without help.
        AddressRules rules = new AddressRules(privates || api.access().loopback(), privates);
        webhooks = new PostgresWebhooks(pool, random);
        loop = new WebhookLoop(webhooks, credentials, WebhookPolicy.usual(rules), random, InstantSource.system());
        thread = new LoopThread(loop, new Signal(), LocalLoops::report).start();
    }

    PostgresWebhooks webhooks() {
        return webhooks;
    }

    @Override
    public void close() {
        thread.close();
        loop.close();
    }
}
