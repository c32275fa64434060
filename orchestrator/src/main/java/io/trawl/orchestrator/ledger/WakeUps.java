package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.orchestration.Loop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A notification of the database, heard in every process of the installation that listens. It is a hint and may be lost:
 * whoever listens also looks by itself from time to time.
 */
public final class WakeUps implements Loop, AutoCloseable {
    private static final String CHANNEL = "trawl_assign";
    /** How long a turn waits; closing waits for it. */
    private static final int WAIT_MILLIS = 500;

    private static final int QUIET_TURNS = 20;
    private static final int ANSWER_SECONDS = 2;

    private final DataSource dataSource;
    private final Runnable heard;
    private @Nullable Connection connection;
    private int quiet;

    /** @param heard called for what was heard, once for many at a time; returns at once */
    public WakeUps(DataSource dataSource, Runnable heard) {
        this.dataSource = dataSource;
        this.heard = heard;
    }

    /**
     * Calls all who listen. Outside of the transactions that make something to hear of: those would wait for one another
     * at their commits.
     */
    public static void call(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("NOTIFY " + CHANNEL);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public String name() {
        return "wake-ups";
    }

    @Override
    public Duration runOnce() {
        try {
            Connection listening = listening();
            if (listening.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS).length > 0) {
                quiet = 0;
                heard.run();
            } else if (++quiet >= QUIET_TURNS) {
                quiet = 0;
                // Nothing is heard on a connection whose other end is gone without a word.
                if (!listening.isValid(ANSWER_SECONDS)) {
                    close();
                }
            }
            return Duration.ZERO;
        } catch (SQLException e) {
            close();
            throw unavailable(e);
        }
    }

    private Connection listening() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = dataSource.getConnection();
            connection = open;
            try (var statement = open.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
            }
            // What was said before is not heard.
            heard.run();
        }
        return open;
    }

    /** Ends the session, so that nobody who gets the connection next hears what was not meant for it. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try (open) {
            open.abort(Runnable::run);
        } catch (SQLException e) {
            // Nothing is left to release: the session is over, or will be by the server's time-outs.
            return;
        }
    }

    private static LedgerUnavailable unavailable(SQLException e) {
        return new LedgerUnavailable("No wake-up could be heard or sent (SQLSTATE " + e.getSQLState() + ").", e);
    }
}
