package io.trawl.e2e;

import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.NewToken;
import io.trawl.orchestrator.access.Principal;
import io.trawl.orchestrator.access.Scope;
import io.trawl.orchestrator.access.Tokens;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresAudit;
import io.trawl.orchestrator.ledger.PostgresTokens;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.Webhook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Makes the ledger that is kept of a version: a job in every state, tasks, staging, results, gaps, sources, tokens,
 * webhooks and a trail. The jobs are named after the state they were left in.
 */
final class LedgerFixture {
    static final String TENANT = Server.TENANT;
    static final String SOURCE = "ds_kept";
    static final int COUNT = 40;
    static final String KEY = "the-key";

    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** Nobody listens there: its deliveries stay behind. */
    private static final Webhook WEBHOOK = new Webhook("http://127.0.0.1:9/ended", null);

    private LedgerFixture() {}

    static void make(Path home, OutputStream to) throws Exception {
        ByteArrayOutputStream running = new ByteArrayOutputStream();
        CountDownLatch letGo = new CountDownLatch(1);
        try (LedgerInstallation installation = new LedgerInstallation(home.resolve("data"))) {
            LedgerMigrations.migrate(installation.pool());
            register(installation.ledger(), installation.pool());
            work(installation.start(new UpgradeWorkload(letGo)));
            LedgerDump.write(installation.pool(), running);
            letGo.countDown();
            // Nothing works here, so that what is added stays as it is.
            try (LedgerInstallation still = installation.beside("still")) {
                LedgerDump.restore(new ByteArrayInputStream(running.toByteArray()), still.pool());
                add(still);
                LedgerDump.write(still.pool(), to);
            }
        }
    }

    private static void register(Ledger ledger, DataSource pool) throws Exception {
        Budget budget = new Budget(8, 1_000_000L, 1_000L, List.of("not 08:00-18:00 Europe/London"));
        ledger.add(
                TENANT,
                new NamedSource(
                        SOURCE,
                        "none",
                        Map.of("root", "/srv"),
                        "env:NOBODY",
                        null,
                        null,
                        Map.of("team", "risk"),
                        budget,
                        null,
                        null,
                        null));
        ledger.pay(TENANT, SOURCE, 1_000, 10);
        ledger.openLease(new WorkerLedger.WorkerInfo(UUID.randomUUID(), "earlier", "default", 1));
        Principal admin = new Principal("token:maker", TENANT, EnumSet.allOf(Scope.class));
        new Tokens(new PostgresTokens(pool), InstantSource.system(), new SecureRandom())
                .create(admin, new NewToken("kept", List.of(Scope.READ), Duration.ofDays(365)));
        new PostgresAudit(pool, PostgresAudit.DEFAULT_KEEPING, InstantSource.system())
                .append(new AuditEntry(
                        Instant.now(),
                        TENANT,
                        admin.name(),
                        "jobs.start",
                        SOURCE,
                        AuditEntry.Outcome.DONE,
                        202,
                        1,
                        UUID.randomUUID()));
    }

    private static void work(JobService jobs) throws Exception {
        UUID completed = start(jobs, "COMPLETED", Map.of());
        UUID failed = start(jobs, "FAILED", Map.of());
        UUID gaps = start(jobs, "COMPLETED_WITH_GAPS", Map.of(UpgradeWorkload.BROKEN, 3));
        for (UUID job : List.of(completed, failed, gaps)) {
            awaitStatus(jobs, job, status -> status.state().terminal());
        }
        UUID cancelled = start(jobs, "CANCELLED", Map.of(UpgradeWorkload.HOLD, true));
        UUID running = start(jobs, "RUNNING", Map.of(UpgradeWorkload.HOLD, true));
        UUID paused = start(jobs, "PAUSED", Map.of(UpgradeWorkload.HOLD, true));
        UUID cancelling = start(jobs, "CANCELLING", Map.of(UpgradeWorkload.STUBBORN, true));
        for (UUID job : List.of(cancelled, running, paused, cancelling)) {
            awaitStatus(jobs, job, LedgerFixture::halfDone);
        }
        jobs.cancel(TENANT, cancelled);
        awaitStatus(jobs, cancelled, status -> status.state() == JobState.CANCELLED);
        jobs.act(TENANT, paused, JobVerb.PAUSE);
        jobs.cancel(TENANT, cancelling);
    }

    /** What waits is held, and what does not is done. */
    private static boolean halfDone(JobStatus status) {
        PhaseStatus work = status.phases().get(1);
        return work.records().processed() >= COUNT / 2 && work.tasks().getOrDefault("running", 0L) > 0;
    }

    private static UUID start(JobService jobs, String name, Map<String, Object> options) throws Exception {
        Map<String, Object> all = new TreeMap<>(options);
        all.put(UpgradeWorkload.COUNT, COUNT);
        JobRequest request = new JobRequest(
                name,
                UpgradeWorkload.NAME,
                List.of(SourceSpec.of("s", "none", Map.of())),
                all,
                null,
                null,
                Map.of("team", "risk"),
                List.of(WEBHOOK));
        return jobs.start(TENANT, request, name.equals("COMPLETED") ? KEY : null)
                .jobId();
    }

    private static void awaitStatus(JobService jobs, UUID job, Predicate<JobStatus> wanted) {
        await().atMost(LIMIT).until(() -> jobs.status(TENANT, List.of(job)).getFirst(), wanted::test);
    }

    private static void add(LedgerInstallation installation) throws Exception {
        UpgradeWorkload workload = new UpgradeWorkload(new CountDownLatch(0));
        JobRequest request = new JobRequest(
                "PENDING",
                UpgradeWorkload.NAME,
                List.of(SourceSpec.of("s", "none", Map.of())),
                Map.of(UpgradeWorkload.COUNT, COUNT),
                null,
                null,
                null,
                null);
        List<PhasePlan> phases = workload.phases().stream()
                .map(phase -> new PhasePlan(phase.name(), phase.mode(), phase.batch(), phase.stallBound()))
                .toList();
        installation.ledger().submit(new NewJob(UUID.randomUUID(), TENANT, request, phases, null, "hash"));
        try (var connection = installation.pool().getConnection();
                var statement = connection.createStatement()) {
            // No job fails so by itself: it would take a defect.
            statement.execute("UPDATE trawl.job SET state = 7, reason = 'Records without an outcome: 1.'"
                    + " WHERE request::json ->> 'name' = 'FAILED'");
        }
    }
}
