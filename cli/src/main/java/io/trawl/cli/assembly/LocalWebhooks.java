package io.trawl.cli.assembly;

import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.workload.Credentials;
import io.trawl.orchestrator.api.ApiConfig;
import io.trawl.orchestrator.ledger.JobSchema;
import io.trawl.orchestrator.ledger.PostgresWebhooks;
import io.trawl.orchestrator.webhook.AddressRules;
import io.trawl.orchestrator.webhook.Trust;
import io.trawl.orchestrator.webhook.WebhookLoop;
import io.trawl.orchestrator.webhook.WebhookPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Tells receivers of ended jobs, for as long as it is open; what it did not get to is told after the next start. */
final class LocalWebhooks implements AutoCloseable {
    private final PostgresWebhooks webhooks;
    private final WebhookLoop loop;
    private final LoopThread thread;

    /** @param jobs whose ends are told */
    LocalWebhooks(DataSource pool, JobSchema jobs, ApiConfig api, Credentials credentials, JobTraces traces) {
        SecureRandom random = new SecureRandom();
        boolean privates = api.limits().privateWebhooks();
        // Who reaches an API on loopback is on this machine, and may call whatever is on it without help.
        AddressRules rules = new AddressRules(privates || api.access().loopback(), privates);
        webhooks = new PostgresWebhooks(pool, random, jobs);
        WebhookPolicy policy = WebhookPolicy.usual(rules, trust(api.limits().webhookCaFile()));
        loop = new WebhookLoop(webhooks, credentials, policy, random, InstantSource.system(), traces);
        thread = new LoopThread(loop, new Signal(), LocalLoops::report).start();
    }

    private static Trust trust(@Nullable Path caFile) {
        try {
            return caFile == null ? Trust.usual() : Trust.with(caFile);
        } catch (IOException e) {
            throw new StartFailed("The webhooks' CA file " + caFile + " cannot be used: " + e.getMessage(), e);
        }
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
