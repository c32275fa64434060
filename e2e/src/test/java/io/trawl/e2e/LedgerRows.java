package io.trawl.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A look into the database of a data directory, past the program. */
final class LedgerRows implements AutoCloseable {
    private static final int PORT_LINE = 3;

    private final Connection connection;

    private LedgerRows(Connection connection) {
        this.connection = connection;
    }

    static LedgerRows open(Path dataDirectory) throws IOException, SQLException {
        String password = Files.readString(dataDirectory.resolve("database.password"), StandardCharsets.US_ASCII);
        return new LedgerRows(DriverManager.getConnection(url(dataDirectory), "postgres", password));
    }

    /** Where the server of a data directory answers. */
    static String url(Path dataDirectory) throws IOException {
        String port = Files.readAllLines(dataDirectory.resolve("pgdata/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Returns when what a killed process had under way has been committed or rolled back. */
    void awaitAlone() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count(
                                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
                        == 0);
    }

    /** Jobs that have not ended and have tasks at a worker. */
    long running() throws SQLException {
        return count("SELECT count(*) FROM trawl.phase_counter WHERE running > 0");
    }

    /** Records with an outcome, by phase. */
    Map<String, Long> settled(UUID job) throws SQLException {
        Map<String, Long> settled = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT p.name, coalesce(sum(c.processed + c.skipped + c.failed + c.excluded), 0)
                FROM trawl.job_phase p LEFT JOIN trawl.phase_counter c USING (job_id, phase)
                WHERE job_id = ? GROUP BY p.name""")) {
            query.setObject(1, job);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    settled.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return settled;
    }

    /** Every value of every row of every table, as the characters it is made of. */
    List<String> everything() throws SQLException {
        List<String> values = new ArrayList<>();
        for (String table : tables()) {
            try (PreparedStatement query = connection.prepareStatement("SELECT * FROM trawl.\"" + table + '"');
                    ResultSet rows = query.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                while (rows.next()) {
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        values.add(table + "." + columns.getColumnName(i) + ": " + text(rows, columns, i));
                    }
                }
            }
        }
        return values;
    }

    /** So that the files tell what the database knows. */
    void writeToDisk() throws SQLException {
        try (PreparedStatement checkpoint = connection.prepareStatement("CHECKPOINT")) {
            checkpoint.execute();
        }
    }

    private static String text(ResultSet rows, ResultSetMetaData columns, int column) throws SQLException {
        if (columns.getColumnTypeName(column).equals("bytea")) {
            byte[] bytes = rows.getBytes(column);
            return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE n.nspname = 'trawl' AND relkind IN ('r', 'p') AND NOT relispartition");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private long count(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
