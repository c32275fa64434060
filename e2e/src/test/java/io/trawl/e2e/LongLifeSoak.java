package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.assembly.SingleProcess;
import io.trawl.cli.assembly.SingleProcessConfig;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Housekeeper.Retention;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of small jobs in a few minutes: an hour lasts ten seconds, what is a day to the ledger is such an hour, and
 * what has ended is kept for three of them. After a warm-up nothing may grow. Runs in the profile {@code long} alone.
 */
class LongLifeSoak {
    private static final int HOURS = 24;
    private static final int WARM_UP = 10;
    private static final Duration HOUR = Duration.ofSeconds(10);
    private static final int JOBS_AN_HOUR = 60;
    private static final int TASKS = 8;
    /** Many more than are needed: work that piles up would look like growth. */
    private static final int THREADS = 64;

    private static final String SHORT_DAYS = """
            CREATE OR REPLACE FUNCTION trawl.bucket_of(at timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
                SELECT floor(extract(epoch FROM at) / %d)::int
            $$""";
    private static final String SIZES = """
            SELECT coalesce(sum(pg_table_size(c.oid)) FILTER (WHERE c.relkind = 'r'), 0),
                   coalesce(sum(pg_relation_size(c.oid)) FILTER (WHERE c.relkind = 'i'), 0),
                   count(*) FILTER (WHERE c.relname LIKE 'staging\\_%' AND c.relkind = 'r'),
                   (SELECT count(*) FROM trawl.job), (SELECT count(*) FROM trawl.task),
                   (SELECT count(*) FROM trawl.tombstone),
                   (SELECT sum(pg_total_relation_size(o.oid)) FROM pg_class o
                     WHERE o.relnamespace = 'pg_catalog'::regnamespace AND o.relkind = 'r')
              FROM pg_class c WHERE c.relnamespace = 'trawl'::regnamespace
            """;

    @TempDir
    private Path home;

    private final AtomicReference<Exception> refused = new AtomicReference<>();

    /** What is there at the end of an hour; sizes in KiB. */
    private record Hour(long number, long heap, long threads, long files, long tables, long indexes, Counts counts) {}

    private record Counts(long partitions, long jobs, long tasks, long stones, long catalog) {}

    @Test
    void shouldNotGrow() throws Exception {
        Retention retention = new Retention(
                HOUR.multipliedBy(3),
                HOUR,
                HOUR.multipliedBy(4),
                HOUR.multipliedBy(2),
                HOUR.multipliedBy(2),
                Duration.ofSeconds(1),
                2_000);
        SingleProcessConfig config = new SingleProcessConfig(
                home.resolve("data"),
                null,
                THREADS,
                null,
                SingleProcessConfig.DEFAULT_LEASE,
                SourceAccess.NONE,
                NewJob.DEFAULT_ALIVE_LIMIT,
                retention,
                null);
        List<Hour> hours = new ArrayList<>();
        try (SingleProcess process = SingleProcess.start(config, new Workloads(List.of(new ManyTasks())), "soak");
                Connection connection = process.connect();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(SHORT_DAYS.formatted(HOUR.toSeconds()));
            }
            clock.scheduleAtFixedRate(() -> submit(process), 0, HOUR.toNanos() / JOBS_AN_HOUR, TimeUnit.NANOSECONDS);
            CountDownLatch never = new CountDownLatch(1);
            for (int hour = 1; hour <= HOURS; hour++) {
                assertThat(never.await(HOUR.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
                hours.add(measure(hour, connection));
                print(hours.getLast());
            }
            clock.shutdownNow();
        }
        assertThat(refused.get()).isNull();
        shouldBeFlat("heap", hours, Hour::heap, 8 << 10);
        shouldBeFlat("threads", hours, Hour::threads, 8);
        shouldBeFlat("files", hours, Hour::files, 8);
        shouldBeFlat("tables", hours, Hour::tables, 4 << 10);
        shouldBeFlat("indexes", hours, Hour::indexes, 4 << 10);
        shouldBeFlat("partitions", hours, hour -> hour.counts().partitions(), 2);
        shouldBeFlat("jobs", hours, hour -> hour.counts().jobs(), JOBS_AN_HOUR);
        shouldBeFlat("catalogue", hours, hour -> hour.counts().catalog(), 4 << 10);
        shouldKeepUp("tasks", hours, hour -> hour.counts().tasks(), (long) JOBS_AN_HOUR * (TASKS + 2));
        shouldKeepUp("known", hours, hour -> hour.counts().stones(), JOBS_AN_HOUR / 2);
    }

    /** At most a quarter more in the last hours than in the first ones after the warm-up. */
    private static void shouldBeFlat(String what, List<Hour> hours, ToLongFunction<Hour> value, long slack) {
        shouldBeWithin(what, hours, value, before -> before + before / 4 + slack);
    }

    /** What is removed is as much as what comes, but for what an hour brings. */
    private static void shouldKeepUp(String what, List<Hour> hours, ToLongFunction<Hour> value, long anHour) {
        shouldBeWithin(what, hours, value, before -> before + anHour);
    }

    private static void shouldBeWithin(
            String what, List<Hour> hours, ToLongFunction<Hour> value, LongUnaryOperator bound) {
        int middle = (WARM_UP + HOURS) / 2;
        long before =
                hours.subList(WARM_UP, middle).stream().mapToLong(value).max().orElseThrow();
        long after =
                hours.subList(middle, HOURS).stream().mapToLong(value).max().orElseThrow();
        System.out.printf("%-10s %,10d → %,10d%n", what, before, after);
        assertThat(after).as(what).isLessThanOrEqualTo(bound.applyAsLong(before));
    }

    private void submit(SingleProcess process) {
        JobRequest request = new JobRequest(
                null,
                "many-tasks",
                List.of(SourceSpec.of("s", "none", Map.of())),
                Map.of("count", TASKS),
                null,
                null,
                Map.of("team", "soak"));
        try {
            process.jobs().start(Server.TENANT, request, UUID.randomUUID().toString());
        } catch (Exception e) {
            refused.compareAndSet(null, e);
        }
    }

    private static Hour measure(int number, Connection connection) throws SQLException {
        ManagementFactory.getMemoryMXBean().gc();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SIZES)) {
            row.next();
            return new Hour(
                    number,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10,
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    Objects.requireNonNull(new File("/proc/self/fd").list()).length,
                    row.getLong(1) >> 10,
                    row.getLong(2) >> 10,
                    new Counts(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7) >> 10));
        }
    }

    private static void print(Hour hour) {
        if (hour.number() == 1) {
            System.out.println(
                    "hour | heap KiB | threads | files | tables KiB | indexes KiB | partitions | jobs | tasks"
                            + " | known | catalogue KiB");
        }
        System.out.printf(
                "%4d | %,8d | %7d | %5d | %,10d | %,11d | %10d | %,4d | %,6d | %,5d | %,d%n",
                hour.number(),
                hour.heap(),
                hour.threads(),
                hour.files(),
                hour.tables(),
                hour.indexes(),
                hour.counts().partitions(),
                hour.counts().jobs(),
                hour.counts().tasks(),
                hour.counts().stones(),
                hour.counts().catalog());
    }
}
