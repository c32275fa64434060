package io.trawl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The bare limit: what the same PostgreSQL does when nothing but the rows of a queue is wanted. Insert, claim and
 * complete in batches on one connection, each batch a transaction, without fences, counters, inputs or workers.
 */
final class BareLifecycle {
    private static final String CREATE = """
            drop table if exists bare_task;
            create table bare_task (
                id bigint generated always as identity primary key,
                job bigint not null,
                state smallint not null,
                attempt int not null default 0,
                created_at timestamptz not null default now());
            create index bare_task_pending on bare_task (id) where state = 0;
            """;
    private static final String INSERT = "insert into bare_task (job, state) select 1, 0 from generate_series(1, ?)";
    // The sum keeps the planner on the primary key: by its statistics no row is in the claimed state yet.
    private static final String CLAIM = """
            update bare_task t set state = 1, attempt = attempt + 1
            from (select id from bare_task where state = 0 order by id limit ? for update skip locked) pending
            where t.id = pending.id
            returning t.id
            """;
    private static final String COMPLETE = "update bare_task set state = 2 where id = any(?) and (state + 0) = 1";

    private final Connection connection;
    private final int batch;

    BareLifecycle(Connection connection, int batch) {
        this.connection = connection;
        this.batch = batch;
    }

    /** @return rows per second over the whole life of each */
    double run(int rows) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        connection.setAutoCommit(false);
        long begin = System.nanoTime();
        insert(rows);
        int done = 0;
        while (done < rows) {
            Long[] ids = claim();
            complete(ids);
            done += ids.length;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        connection.setAutoCommit(true);
        return rows / seconds;
    }

    private void insert(int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < rows; i += batch) {
                insert.setInt(1, Math.min(batch, rows - i));
                insert.executeUpdate();
                connection.commit();
            }
        }
    }

    private Long[] claim() throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, batch);
            Long[] ids = new Long[batch];
            int count = 0;
            try (var rows = claim.executeQuery()) {
                while (rows.next()) {
                    ids[count++] = rows.getLong(1);
                }
            }
            connection.commit();
            return java.util.Arrays.copyOf(ids, count);
        }
    }

    private void complete(Long[] ids) throws SQLException {
        try (PreparedStatement complete = connection.prepareStatement(COMPLETE)) {
            complete.setArray(1, connection.createArrayOf("bigint", ids));
            complete.executeUpdate();
            connection.commit();
        }
    }
}
