package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.AssignLedger.LeadershipLost;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The lead as a session's advisory lock, taken and used on one connection. A frozen leader is thrown out by the
 * server's own time-outs; so a leader claims at least once per {@link #IDLE_SECONDS}, with no grants if need be.
 */
final class AdvisoryLeadership implements Leadership {
    /** The server ends a leader's session that says nothing for so long, or whose transaction stands still. */
    static final int IDLE_SECONDS = 8;

    static final int STATEMENT_SECONDS = 5;
    private static final int SOCKET_MILLIS = 1_000 * (STATEMENT_SECONDS + 2);
    /** Any number will do, as long as every version of this program uses the same. */
    private static final long LOCK = 0x7472_6177_6c01L;

    /**
     * A claim need not be on the disk before its packets are sent: the start of a task is, and with it everything that
     * was committed before. A claim that a crash takes back leaves its task PENDING, and its packet is refused or wins
     * the only start of that attempt.
     */
    private static final String SETTINGS = """
            SET idle_session_timeout = '%1$ds';
            SET idle_in_transaction_session_timeout = '%2$ds';
            SET statement_timeout = '%2$ds';
            SET synchronous_commit = off
            """.formatted(IDLE_SECONDS, STATEMENT_SECONDS);

    private static final String RESET = """
            RESET idle_session_timeout;
            RESET idle_in_transaction_session_timeout;
            RESET statement_timeout;
            RESET synchronous_commit
            """;
    /** Granted to the session that has it already, and to nobody else; held until this transaction ends in any case. */
    private static final String STILL_MINE = "SELECT pg_try_advisory_xact_lock(" + LOCK + ")";

    private final Database database;
    private final ClaimTransition claim;
    private final Connection connection;
    private final int poolTimeout;
    private final Jdbi held;
    private boolean closed;

    private AdvisoryLeadership(Database database, ClaimTransition claim, Connection connection) throws SQLException {
        this.database = database;
        this.claim = claim;
        this.connection = connection;
        this.poolTimeout = connection.getNetworkTimeout();
        this.held = Database.configured(Jdbi.create(new Held(connection)));
    }

    /** Lends the one connection out, and keeps it. */
    private record Held(Connection connection) implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection returned) {
            // The lead ends with its connection: only close() may do that.
        }
    }

    static Optional<Leadership> take(Database database, ClaimTransition claim) {
        try {
            Connection connection = database.dataSource().getConnection();
            try {
                AdvisoryLeadership leadership = new AdvisoryLeadership(database, claim, connection);
                if (leadership.lock()) {
                    return Optional.of(leadership);
                }
                connection.close();
                return Optional.empty();
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("The lead could not be asked for (SQLSTATE " + e.getSQLState() + ").", e);
        }
    }

    private boolean lock() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, SOCKET_MILLIS);
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            answer.next();
            if (answer.getBoolean(1)) {
                statement.execute(SETTINGS);
                return true;
            }
        }
        connection.setNetworkTimeout(Runnable::run, poolTimeout);
        return false;
    }

    @Override
    public synchronized List<Claimed> claim(List<Grant> grants) throws LeadershipLost {
        if (!database.fences().hold(Fence.CLAIM_LEADER, !closed)) {
            throw new LeadershipLost("The lead was given up.");
        }
        if (closed) {
            // Only without its fence: the claim goes through on any connection.
            return database.inTransaction(handle -> claim.claim(handle, grants));
        }
        try {
            return held.inTransaction(handle -> claimAsLeader(handle, grants));
        } catch (JdbiException e) {
            RuntimeException meaning = Database.translate(e);
            if (meaning instanceof LedgerUnavailable) {
                throw new LeadershipLost("The connection that held the lead failed.");
            }
            throw meaning;
        }
    }

    private List<Claimed> claimAsLeader(Handle handle, List<Grant> grants) throws LeadershipLost {
        boolean mine = handle.createQuery(STILL_MINE).mapTo(Boolean.class).one();
        if (!database.fences().hold(Fence.CLAIM_LEADER, mine)) {
            throw new LeadershipLost("Another holds the lead.");
        }
        return claim.claim(handle, grants);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (var statement = connection.createStatement()) {
            unlock();
            statement.execute(RESET);
            connection.setNetworkTimeout(Runnable::run, poolTimeout);
            connection.close();
        } catch (SQLException e) {
            abort();
        }
    }

    /** Lets the lock go and nothing else. */
    void unlock() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }

    /** The session ends and its lock with it; the pool opens another. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            // Nothing is left to release: the server has ended the session, or will by its time-outs.
            return;
        }
    }
}
