package io.trawl.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows of a ledger as compressed SQL, and the version and checksums of the migrations that made its tables. The
 * tables themselves are not in it: the same migrations make them again, and have to be the same.
 */
final class LedgerDump {
    private static final String HEAD = "-- trawl ledger ";
    private static final String END_OF_ROWS = "\\.";
    private static final String PARTITIONS = """
            SELECT format('CREATE TABLE IF NOT EXISTS trawl.%I PARTITION OF trawl.%I %s;', c.relname, p.relname,
                          pg_get_expr(c.relpartbound, c.oid))
              FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
             WHERE p.relnamespace = 'trawl'::regnamespace AND p.relkind = 'p' ORDER BY c.relname
            """;
    /** Not what is generated. */
    private static final String COLUMNS = """
            SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
              FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'trawl'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND c.relname <> 'flyway_schema_history' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             GROUP BY c.relname ORDER BY c.relname
            """;

    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, %s, true);', schemaname || '.' || sequencename, last_value)
              FROM pg_sequences WHERE schemaname = 'trawl' AND last_value IS NOT NULL ORDER BY sequencename
            """;

    private LedgerDump() {}

    /** What a dump says of itself. {@code checksums}: of the migrations, by version. */
    record Head(String version, Map<String, Integer> checksums) {
        static Head of(DataSource database) {
            Map<String, Integer> checksums = new TreeMap<>();
            String newest = "";
            for (MigrationInfo migration : flyway(database, "latest").info().applied()) {
                if (migration.getVersion() != null && migration.getChecksum() != null) {
                    newest = migration.getVersion().getVersion();
                    checksums.put(newest, migration.getChecksum());
                }
            }
            return new Head(newest, checksums);
        }

        static Head read(InputStream dump) throws IOException {
            try (BufferedReader lines = reader(dump)) {
                return parse(lines.readLine());
            }
        }

        private String line() {
            List<String> words = new ArrayList<>(List.of(version));
            checksums.forEach((version, checksum) -> words.add(version + ":" + checksum));
            return HEAD + String.join(" ", words);
        }

        private static Head parse(String line) {
            String[] words = line.substring(HEAD.length()).split(" ");
            Map<String, Integer> checksums = new TreeMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] pair = words[i].split(":");
                checksums.put(pair[0], Integer.valueOf(pair[1]));
            }
            return new Head(words[0], checksums);
        }
    }

    /** All of one moment, whatever runs meanwhile. */
    static void write(DataSource database, OutputStream to) throws SQLException, IOException {
        Head head = Head.of(database);
        try (Connection connection = database.getConnection();
                OutputStream out = new GZIPOutputStream(to)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            line(out, head.line());
            for (String partition : strings(connection, PARTITIONS)) {
                line(out, partition);
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Map.Entry<String, String> table : columns(connection).entrySet()) {
                line(out, "COPY trawl." + table.getKey() + " (" + table.getValue() + ") FROM stdin;");
                copy.copyOut("COPY (SELECT " + table.getValue() + " FROM trawl." + table.getKey() + ") TO stdout", out);
                line(out, END_OF_ROWS);
            }
            for (String sequence : strings(connection, SEQUENCES)) {
                line(out, sequence);
            }
            connection.rollback();
        }
    }

    /** Makes the tables as they were, in an empty database, and fills them. */
    static Head restore(InputStream from, DataSource database) throws SQLException, IOException {
        try (BufferedReader lines = reader(from)) {
            Head head = Head.parse(lines.readLine());
            flyway(database, head.version()).migrate();
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                // Rows come in the order of the names of their tables: nothing is checked or triggered meanwhile.
                statement.execute("SET session_replication_role = replica");
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("COPY ")) {
                        fill(connection, line, lines);
                    } else {
                        statement.execute(line);
                    }
                }
                statement.execute("RESET session_replication_role");
            }
            return head;
        }
    }

    private static BufferedReader reader(InputStream dump) throws IOException {
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(dump), StandardCharsets.UTF_8));
    }

    private static void fill(Connection connection, String copy, BufferedReader lines)
            throws SQLException, IOException {
        StringBuilder rows = new StringBuilder();
        for (String line = lines.readLine(); !line.equals(END_OF_ROWS); line = lines.readLine()) {
            rows.append(line).append('\n');
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows.toString()));
    }

    private static Flyway flyway(DataSource database, String target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .defaultSchema("trawl")
                .schemas("trawl")
                .target(target)
                .load();
    }

    private static Map<String, String> columns(Connection connection) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.put(rows.getString(1), rows.getString(2));
            }
        }
        return columns;
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
