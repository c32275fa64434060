package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.LocalEngine;
import io.trawl.cli.assembly.LocalQueues;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.SourceSpec;
import io.trawl.worker.WorkerConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F44: the queues of the one process are full. Whoever sends waits or is told that it was not taken, the memory does
 * not grow with the backlog, a job can be submitted meanwhile, and every record comes to its end.
 */
class F44FullQueuesTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final LocalQueues.Capacities TINY = new LocalQueues.Capacities(2, 2, 4, 2, 1);
    private static final int TASKS = 1_500;
    private static final int SLOTS = 8;
    private static final long HEAP_GROWTH = 64L << 20;

    /** Heals often, since with such queues nearly everything is dropped at first. */
    private static final Reconciler.Bounds BOUNDS = new Reconciler.Bounds(
            Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMillis(100), 200);

    @TempDir
    private Path home;

    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();
    private EmbeddedDatabase database;
    private HikariDataSource pool;
    private LocalEngine engine;

    @BeforeEach
    void start() {
        database = EmbeddedDatabase.open(home.resolve("data"));
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        LedgerMigrations.migrate(pool);
        PostgresLedger ledger = new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, LEASE, new SecureRandom());
        engine = LocalEngine.start(
                ledger,
                new Workloads(List.of(new ManyTasks())),
                new byte[32],
                new LocalEngine.Settings(WorkerConfig.inProcess("test", SLOTS), LEASE, BOUNDS, true, SourceAccess.NONE),
                TINY,
                new Drops());
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
        if (pool != null) {
            pool.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void shouldLoseNothingWhenTheQueuesAreFull() throws Exception {
        JobService jobs = engine.jobs();
        long heapBefore = usedHeap();
        UUID large = submit(jobs, TASKS);
        // Only proposals are sure to find no room: one range brings hundreds of them at once, on any machine.
        await("full queues").atMost(Duration.ofSeconds(60)).until(() -> dropped.containsKey("commands"));

        long began = System.nanoTime();
        UUID meanwhile = submit(jobs, 10);
        Duration answered = Duration.ofNanos(System.nanoTime() - began);
        assertThat(ended(jobs, large)).as("answered in between").isFalse();
        long heapInBetween = usedHeap();

        await("both jobs")
                .atMost(Duration.ofMinutes(3))
                .until(() -> ended(jobs, large) && ended(jobs, meanwhile) || tooLong());
        System.out.printf(
                "F44 dropped %s; answered a submit after %d ms; heap grew by %d KiB%n",
                dropped, answered.toMillis(), (heapInBetween - heapBefore) >> 10);
        assertThat(heapInBetween - heapBefore).isLessThan(HEAP_GROWTH);
        shouldBeComplete(jobs, large, TASKS);
        shouldBeComplete(jobs, meanwhile, 10);
    }

    private boolean tooLong() {
        LocalQueues queues = engine.queues();
        return queues.work().size() > TINY.work()
                || queues.reports().size() > TINY.reports()
                || queues.events().size() > TINY.events()
                || queues.commands().size() > TINY.commands();
    }

    private static void shouldBeComplete(JobService jobs, UUID job, long count) throws Exception {
        JobStatus status = status(jobs, job);
        assertThat(status.state()).isEqualTo(JobState.COMPLETED);
        assertThat(status.phases())
                .extracting(phase -> phase.records().processed())
                .containsExactly(1L, count, count);
        assertThat(jobs.results(Server.TENANT, job, ManyTasks.KIND, null, 10).items())
                .extracting(ResultRow::body)
                .containsExactly(String.valueOf(count * (count + 1) / 2));
    }

    private static UUID submit(JobService jobs, int count) throws Exception {
        JobRequest request = new JobRequest(
                null,
                "many-tasks",
                List.of(SourceSpec.of("s", "none", Map.of())),
                Map.of("count", count),
                null,
                null,
                null);
        return jobs.start(Server.TENANT, request, null).jobId();
    }

    private static boolean ended(JobService jobs, UUID job) {
        return status(jobs, job).state().terminal();
    }

    private static JobStatus status(JobService jobs, UUID job) {
        return jobs.status(Server.TENANT, List.of(job)).getFirst();
    }

    private static long usedHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private final class Drops implements EngineListener {
        @Override
        public void dropped(String channel, int messages) {
            dropped.computeIfAbsent(channel, _ -> new LongAdder()).add(messages);
        }
    }
}
