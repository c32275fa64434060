package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;

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

    /** Returns when a session stands still for it. @return the port at the other end of that session */
    int awaitSomebody() {
        return await("somebody waits for the lock")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::waiting, OptionalInt::isPresent)
                .orElseThrow();
    }

    private OptionalInt waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet ports = statement.executeQuery("SELECT client_port FROM pg_stat_activity"
                        + " WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")) {
            return ports.next() ? OptionalInt.of(ports.getInt(1)) : OptionalInt.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
