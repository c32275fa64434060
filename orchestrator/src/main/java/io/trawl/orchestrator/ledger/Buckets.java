package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Closes buckets that nobody needs, and drops their partitions. A partition is detached while others work on: that
 * takes no lock for which anybody would have to wait, and cannot be done within a transaction. Whatever is interrupted
 * is found and finished by the next call.
 */
final class Buckets {
    private static final String OLD = """
            SELECT bucket FROM trawl.bucket
             WHERE closed_at IS NULL AND opened_at <= {{now}} - :age_ms * interval '1 ms'
             ORDER BY bucket
            """;
    /** Whoever stores or reopens a job of it has the row: then it is not to be closed. */
    private static final String LOCK =
            "SELECT true FROM trawl.bucket WHERE bucket = :bucket AND closed_at IS NULL FOR UPDATE SKIP LOCKED";
    /** A statement of its own: it sees what was committed before the lock was had. */
    private static final String CLOSE = """
            UPDATE trawl.bucket b SET closed_at = {{now}}
             WHERE b.bucket = :bucket
               AND [[RETIRE_ENDED: NOT EXISTS (
                     SELECT FROM trawl.job j WHERE j.bucket = b.bucket AND j.state <= 4)]]
               AND [[RETIRE_RETRYABLE: NOT EXISTS (
                     SELECT FROM trawl.job j
                      WHERE j.bucket = b.bucket AND j.state IN (6, 7)
                        AND j.ended_at > {{now}} - :retryable_ms * interval '1 ms'
                        AND (j.overrun IS NOT NULL
                             OR EXISTS (SELECT FROM trawl.task t
                                         WHERE t.job_id = j.job_id AND t.dead_reason IS NOT NULL)))]]
            """;

    private static final String CLOSED =
            "SELECT bucket FROM trawl.bucket WHERE closed_at IS NOT NULL AND dropped_at IS NULL ORDER BY bucket LIMIT :limit";
    private static final String DROPPED = "UPDATE trawl.bucket SET dropped_at = {{now}} WHERE bucket = :bucket";
    private static final String PARTITION = """
            SELECT i.inhdetachpending FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
             WHERE c.oid = to_regclass('trawl.%s')
            """;
    /** Any number will do, as long as every version of this program uses the same. */
    private static final long LOCK_KEY = 0x7472_6177_6c02L;

    private static final String SETTINGS = "SET lock_timeout = '1s'; SET statement_timeout = '20s'";
    private static final String RESET = "RESET lock_timeout; RESET statement_timeout";
    /** Lock not available, cancelled by a time-out, deadlock: the next call tries again. */
    private static final Set<String> LATER = Set.of("55P03", "57014", "40P01");

    private final Database database;
    private final String old;
    private final String close;
    private final String dropped;

    Buckets(Database database) {
        this.database = database;
        this.old = database.sql(OLD);
        this.close = database.sql(CLOSE);
        this.dropped = database.sql(DROPPED);
    }

    int retire(Duration age, Duration retryable, int limit) {
        List<Integer> open = database.read(handle -> handle.createQuery(old)
                .bind("age_ms", age.toMillis())
                .mapTo(Integer.class)
                .list());
        for (int bucket : open) {
            database.inTransaction(handle -> close(handle, bucket, retryable));
        }
        int gone = 0;
        for (int bucket : database.read(handle -> handle.createQuery(CLOSED)
                .bind("limit", limit)
                .mapTo(Integer.class)
                .list())) {
            if (!drop(bucket)) {
                break;
            }
            gone += database.inTransaction(handle ->
                    handle.createUpdate(dropped).bind("bucket", bucket).execute());
        }
        return gone;
    }

    private boolean close(Handle handle, int bucket, Duration retryable) {
        return handle.createQuery(LOCK)
                        .bind("bucket", bucket)
                        .mapTo(Boolean.class)
                        .findOne()
                        .isPresent()
                && handle.createUpdate(close)
                                .bind("bucket", bucket)
                                .bind("retryable_ms", retryable.toMillis())
                                .execute()
                        == 1;
    }

    /** @return false when somebody else does it, or somebody was in the way for too long */
    private boolean drop(int bucket) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!asked(statement, "SELECT pg_try_advisory_lock(" + LOCK_KEY + ")")) {
                return false;
            }
            try {
                statement.execute(SETTINGS);
                drop(statement, "staging", bucket);
                drop(statement, "chunk", bucket);
                return true;
            } finally {
                statement.execute(RESET);
                statement.execute("SELECT pg_advisory_unlock(" + LOCK_KEY + ")");
            }
        } catch (SQLException e) {
            if (LATER.contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            throw new LedgerUnavailable("A bucket could not be dropped (SQLSTATE " + e.getSQLState() + ").", e);
        }
    }

    private static void drop(Statement statement, String table, int bucket) throws SQLException {
        String partition = table + "_" + bucket;
        switch (standing(statement, partition)) {
            case GONE -> {
                return;
            }
            case ATTACHED -> detach(statement, table, partition, "CONCURRENTLY");
            case DETACHING -> detach(statement, table, partition, "FINALIZE");
            case ALONE -> {}
        }
        statement.execute("DROP TABLE IF EXISTS trawl." + partition);
    }

    private static void detach(Statement statement, String table, String partition, String how) throws SQLException {
        statement.execute("ALTER TABLE trawl." + table + " DETACH PARTITION trawl." + partition + " " + how);
    }

    private enum Standing {
        ATTACHED,
        DETACHING,
        ALONE,
        GONE
    }

    private static Standing standing(Statement statement, String partition) throws SQLException {
        try (ResultSet row = statement.executeQuery(PARTITION.formatted(partition))) {
            if (!row.next()) {
                return Standing.GONE;
            }
            boolean detaching = row.getBoolean(1);
            if (row.wasNull()) {
                return Standing.ALONE;
            }
            return detaching ? Standing.DETACHING : Standing.ATTACHED;
        }
    }

    private static boolean asked(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
