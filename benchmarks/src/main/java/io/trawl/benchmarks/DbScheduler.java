package io.trawl.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The same number of no-op tasks through db-scheduler on the same server: enqueued in batches, then run. With its
 * lock-and-fetch polling and the settings of its own published benchmark (20 threads, lower limit 4.0, upper limit 20.0),
 * the table as its documentation has it, and all work waiting before it starts, so that it never waits for a poll.
 */
final class DbScheduler {
    private static final int THREADS = 20;
    private static final double LOWER = 4.0;
    private static final double UPPER = 20.0;
    private static final long LOOK_NANOS = 5_000_000;
    private static final String TABLE = """
            drop table if exists scheduled_tasks;
            create table scheduled_tasks (
                task_name text not null,
                task_instance text not null,
                task_data bytea,
                execution_time timestamp with time zone,
                picked boolean not null,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures int,
                last_heartbeat timestamp with time zone,
                version bigint not null,
                priority smallint,
                state text,
                primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            """;

    private final DataSource server;
    private final int batch;

    DbScheduler(DataSource server, int batch) {
        this.server = server;
        this.batch = batch;
    }

    /** What it took, in seconds. */
    record Took(double enqueue, double run) {
        double tasksPerSecond(int tasks) {
            return tasks / (enqueue + run);
        }
    }

    Took run(int tasks) throws SQLException, InterruptedException {
        try (HikariDataSource pool = pool()) {
            execute(pool, TABLE);
            CountDownLatch left = new CountDownLatch(tasks);
            OneTimeTask<Void> noOp = Tasks.oneTime("no-op").execute((instance, context) -> left.countDown());
            Scheduler scheduler = Scheduler.create(pool, noOp)
                    .threads(THREADS)
                    .pollUsingLockAndFetch(LOWER, UPPER)
                    .build();
            long begin = System.nanoTime();
            for (int from = 0; from < tasks; from += batch) {
                scheduler.scheduleBatch(instances(noOp, from, Math.min(tasks, from + batch)), Instant.now());
            }
            long enqueued = System.nanoTime();
            scheduler.start();
            left.await();
            while (!empty(pool)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            long done = System.nanoTime();
            scheduler.stop();
            execute(pool, "drop table scheduled_tasks");
            return new Took((enqueued - begin) / 1e9, (done - enqueued) / 1e9);
        }
    }

    private static Stream<TaskInstance<?>> instances(OneTimeTask<Void> task, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> task.instance(String.valueOf(i)));
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        config.setMaximumPoolSize(THREADS + 2);
        return new HikariDataSource(config);
    }

    private static boolean empty(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select not exists (select from scheduled_tasks)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
