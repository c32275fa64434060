package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Locks that somebody else holds in the database: whoever needs one stands still until it is closed. */
final class DatabaseLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;

    private DatabaseLock(Connection connection) {
        this.connection = connection;
    }

    /** @param sql takes them */
    static DatabaseLock by(Installation installation, String sql) throws SQLException {
        Connection connection = installation.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new DatabaseLock(connection);
    }

    /** Returns when a session stands still for it. */
    void awaitSomebody() {
        await("somebody waits for the lock")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")) {
                        rows.next();
                        return rows.getInt(1) > 0;
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
