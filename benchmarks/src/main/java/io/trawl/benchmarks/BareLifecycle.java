package io.trawl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The bare limit: what the same PostgreSQL does when nothing but the rows of a queue is wanted. Insert, claim and
 * complete in batches, each batch a transaction, without fences, counters, inputs or workers.
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

    private BareLifecycle(Connection connection, int batch) {
        this.connection = connection;
        this.batch = batch;
    }

    /**
     * @param connections each with a thread and an equal share of the rows
     * @return rows per second over the whole life of each
     */
    static double run(List<Connection> connections, int batch, int rows) throws Exception {
        try (Statement statement = connections.getFirst().createStatement()) {
            statement.execute(CREATE);
        }
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections.size())) {
            List<Future<?>> shares = new ArrayList<>();
            for (Connection connection : connections) {
                BareLifecycle share = new BareLifecycle(connection, batch);
                shares.add(threads.submit(() -> {
                    share.live(rows / connections.size());
                    return rows;
                }));
            }
            for (Future<?> share : shares) {
                share.get();
            }
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }

    private void live(int rows) throws SQLException {
        connection.setAutoCommit(false);
        insert(rows);
        // Also rows of the others: whoever inserts last claims until nothing is left.
        for (Long[] ids = claim(); ids.length > 0; ids = claim()) {
            complete(ids);
        }
        connection.setAutoCommit(true);
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
