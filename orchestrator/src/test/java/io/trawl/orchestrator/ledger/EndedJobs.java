package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.JobLedger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A database with jobs that have ended, for what happens after that. */
public final class EndedJobs implements AutoCloseable {
    public static final String TENANT = "default";

    private static final List<PhasePlan> PHASES = List.of(new PhasePlan(
            "find", PhaseMode.STREAMING, new BatchPolicy(10, 10, Duration.ofSeconds(1)), Duration.ofMinutes(1)));

    private final HikariDataSource pool = EmbeddedDatabase.create();
    private final PostgresLedger ledger =
            new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(10), new SplittableRandom(1));

    public UUID submit(List<Webhook> webhooks) {
        return submit(ledger, webhooks);
    }

    static UUID submit(JobLedger ledger, List<Webhook> webhooks) {
        UUID id = UUID.randomUUID();
        JobRequest request =
                new JobRequest(null, "test", List.of(SourceSpec.named("a")), null, null, null, null, webhooks);
        ledger.submit(new NewJob(id, TENANT, request, PHASES, null, "hash"));
        return id;
    }

    /** Ends it, as CANCELLED. */
    public UUID end(UUID job) {
        return end(ledger, job);
    }

    static UUID end(JobLedger ledger, UUID job) {
        ledger.cancel(TENANT, job);
        return job;
    }

    public PostgresWebhooks webhooks() {
        return new PostgresWebhooks(pool, new SplittableRandom(1));
    }

    /** Makes all that waits due now. */
    public void wake() {
        Jdbi.create(pool)
                .useHandle(
                        handle -> handle.execute("UPDATE trawl.webhook_delivery SET due_at = now() WHERE state = 1"));
    }

    @Override
    public void close() {
        pool.close();
    }
}
