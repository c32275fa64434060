package io.trawl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/** Looks at a source from the side of its server, many times a second, for as long as it is open. */
final class SourceWatch implements AutoCloseable {
    private static final long LOOK_NANOS = 20_000_000;
    /**
     * A session of the server tells its counts once a second at most, at the end of a transaction: in ten seconds one may
     * see the reading of more than eleven. Over a minute that matters less.
     */
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private static final String SQL = """
            SELECT (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'trawl'),
                   (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) * 1000
                      FROM pg_stat_activity WHERE application_name = 'trawl'),
                   (SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_user_tables)
            """;

    private final Connection connection;
    private final Thread thread;
    private volatile boolean closed;
    private long connections;
    private double transactionMillis;
    private long rowsAtStart = -1;
    private long rows;
    private double rowsPerSecond;

    private record Look(long nanos, long rows) {}

    private SourceWatch(Connection connection) {
        this.connection = connection;
        this.thread = Thread.ofPlatform().name("source-watch").start(this::look);
    }

    static SourceWatch on(SourceDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.createStatement().execute("SET stats_fetch_consistency = 'none'");
        return new SourceWatch(connection);
    }

    private void look() {
        ArrayDeque<Look> window = new ArrayDeque<>();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            while (!closed) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    seen(row.getLong(1), row.getDouble(2), row.getLong(3), window);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The source cannot be watched.", e);
        }
    }

    private synchronized void seen(long open, double oldest, long read, ArrayDeque<Look> window) {
        rowsAtStart = rowsAtStart < 0 ? read : rowsAtStart;
        rows = read - rowsAtStart;
        connections = Math.max(connections, open);
        transactionMillis = Math.max(transactionMillis, oldest);
        window.addLast(new Look(System.nanoTime(), read));
        while (window.getLast().nanos() - window.getFirst().nanos() > WINDOW_NANOS) {
            // A look takes its time too: what was read is divided by the time that passed, not by the number of looks.
            Look first = window.removeFirst();
            double seconds = (window.getLast().nanos() - first.nanos()) / 1e9;
            rowsPerSecond = Math.max(rowsPerSecond, (read - first.rows()) / seconds);
        }
    }

    /** Most connections of Trawl at a time. */
    synchronized long connections() {
        return connections;
    }

    /** Age of the oldest transaction of Trawl's that was ever seen. */
    synchronized double transactionMillis() {
        return transactionMillis;
    }

    /** Read by the server since the start. */
    synchronized long rows() {
        return rows;
    }

    /** Most a second, over a minute or a little longer. */
    synchronized double rowsPerSecond() {
        return rowsPerSecond;
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
