package io.trawl.e2e;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.LocalEngine;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskView;
import io.trawl.worker.WorkerConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole engine in this JVM over a real database, with a workload that the test steers. */
final class EngineOnDisk implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration END = Duration.ofSeconds(60);
    /** A handler that fails is given up at once: what is tested is what comes after. */
    private static final RetryPolicy POLICY = new RetryPolicy(1, 3, 2, Duration.ZERO, Duration.ZERO);

    private static final Reconciler.Bounds BOUNDS = new Reconciler.Bounds(
            Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMillis(100), 2_000);

    private final EmbeddedDatabase database;
    private final HikariDataSource pool;
    private final PostgresLedger ledger;
    private final Workloads workloads;
    private @Nullable LocalEngine engine;

    private EngineOnDisk(Path data, SteeredWorkload workload) {
        database = EmbeddedDatabase.open(data);
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        LedgerMigrations.migrate(pool);
        ledger = new PostgresLedger(pool, Fences.ALL, POLICY, LEASE, new SecureRandom());
        workloads = new Workloads(List.of(workload));
    }

    /** A database, and nothing that works on its jobs. */
    static EngineOnDisk idle(Path data, SteeredWorkload workload) {
        return new EngineOnDisk(data, workload);
    }

    static EngineOnDisk running(Path data, SteeredWorkload workload) {
        EngineOnDisk engine = idle(data, workload);
        engine.start();
        return engine;
    }

    void start() {
        engine = LocalEngine.start(
                ledger,
                workloads,
                new byte[32],
                new LocalEngine.Settings(WorkerConfig.inProcess("test", 4), LEASE, BOUNDS, true, SourceAccess.NONE),
                EngineListener.NONE);
    }

    JobService jobs() {
        return engine != null
                ? engine.jobs()
                : new LocalJobService(ledger, workloads, UUID::randomUUID, new Waits(), () -> {}, _ -> {});
    }

    UUID submit(int records) {
        return submit(records, JobLimits.NONE);
    }

    UUID submit(int records, JobLimits limits) {
        JobRequest request = new JobRequest(
                "steered",
                SteeredWorkload.NAME,
                List.of(SourceSpec.of("s", "none", Map.of())),
                Map.of("count", records),
                null,
                limits,
                null);
        try {
            return jobs().start(Server.TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    JobStatus status(UUID job) {
        return jobs().status(Server.TENANT, List.of(job)).getFirst();
    }

    JobState state(UUID job) {
        return status(job).state();
    }

    JobState awaitEnd(UUID job) {
        return awaitEnd(job, END);
    }

    JobState awaitEnd(UUID job, Duration most) {
        return await("end of the job")
                .atMost(most)
                .pollInterval(Duration.ofMillis(25))
                .until(() -> state(job), JobState::terminal);
    }

    /** Keys of all results. */
    List<String> found(UUID job) {
        return Canonical.of(jobs(), job).findings();
    }

    List<TaskView> tasks(UUID job) {
        List<TaskView> all = new ArrayList<>();
        String cursor = null;
        try {
            do {
                Page<TaskView> page = jobs().tasks(Server.TENANT, job, null, cursor, Page.MAX_LIMIT);
                all.addAll(page.items());
                cursor = page.nextCursor();
            } while (cursor != null);
        } catch (JobNotFound e) {
            throw new AssertionError(e);
        }
        return all;
    }

    /** Attempts that were ever given to a worker. */
    int attempts(UUID job) {
        return tasks(job).stream().mapToInt(TaskView::attempt).sum();
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        pool.close();
        database.close();
    }
}
