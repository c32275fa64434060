package io.trawl.benchmarks;

import io.trawl.cli.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A PostgreSQL with what databases have: tables of many rows, names that must be quoted, every type, partitions, views.
 */
final class SourceDatabase implements AutoCloseable {
    private static final int LARGE = 25;
    private static final int HOSTILE_ROWS = 200;
    private static final List<String> HOSTILE = List.of(
            "a\"b; DROP TABLE x;--",
            "\"",
            "\"\"",
            "'",
            "x'; DROP TABLE x;--",
            "MixedCase",
            "mixedcase",
            "with space",
            "dot.ted",
            "select",
            "table",
            "Grüße_表",
            "back\\slash",
            "new\nline",
            "$1",
            "?",
            ":name",
            "{call}",
            "--",
            "/*",
            "%s",
            "n".repeat(63),
            "\u202Eesrever",
            "0digit");

    private final EmbeddedDatabase server;

    private SourceDatabase(EmbeddedDatabase server) {
        this.server = server;
    }

    static SourceDatabase make(Path directory, int rows) throws SQLException {
        SourceDatabase database = new SourceDatabase(EmbeddedDatabase.open(directory));
        database.run(statements(rows));
        return database;
    }

    private static List<String> statements(int rows) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            String table = String.format(Locale.ROOT, "crm.customers_%02d", i);
            all.add(i == 0 ? "CREATE SCHEMA crm" : "SELECT 1");
            all.add("CREATE TABLE " + table + " (id bigint primary key, name text, email text, card_number text,"
                    + " reference bigint, note text, born date, amount numeric)");
            all.add("INSERT INTO " + table + " SELECT i, 'Name ' || i, 'user' || i || '@example.org',"
                    + " CASE WHEN i % 3 > 0 THEN '4111 1111 1111 1111' END, 4000000000000000 + i * 7919,"
                    + " repeat('called about the invoice ', 1 + i % 4), '1980-01-01', i * 1.07"
                    + " FROM generate_series(1, " + rows / LARGE + ") i");
        }
        for (String name : HOSTILE) {
            String id = "\"" + name.replace("\"", "\"\"") + "\"";
            all.add("CREATE SCHEMA " + id);
            all.add("CREATE TABLE " + id + "." + id + " (" + id + " text primary key, n int)");
            all.add("INSERT INTO " + id + "." + id + " SELECT 'user' || i || '@example.org', i FROM generate_series(1, "
                    + HOSTILE_ROWS + ") i");
        }
        all.addAll(types());
        all.add("ANALYZE");
        return all;
    }

    private static List<String> types() {
        return List.of(
                "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('happy', 'sad')",
                "CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%')",
                "CREATE TYPE person AS (name text, mail text)",
                """
                CREATE TABLE types (id int primary key, j json, jb jsonb, ta text[], ba bytea, e mood, d mail, h hstore,
                  x xml, c person, n numeric, nr numrange, tv tsvector, nothing text, ip inet, at timestamptz, place point)\
                """,
                """
                INSERT INTO types SELECT i, '{"mail": "jane@example.org"}', '{"list": [{"n": 1}]}', '{a,b}', 'bytes',
                  'sad', 'jane@example.org', 'k => v', '<a>b</a>', ROW('J', 'jane@example.org')::person, i, '[1,2)',
                  to_tsvector('simple', 'a b'), NULL, '198.51.100.7', now(), '(1,2)' FROM generate_series(1, 5000) i\
                """,
                "CREATE TABLE large_cells (id int primary key, doc text)",
                "INSERT INTO large_cells SELECT i, repeat('x y ', 1000000) FROM generate_series(1, 5) i",
                "CREATE TABLE orders (y int, mail text) PARTITION BY RANGE (y)",
                "CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000)",
                "CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (5000) TO (20000)",
                "INSERT INTO orders SELECT i, 'o' || i || '@example.org' FROM generate_series(0, 9999) i",
                "CREATE MATERIALIZED VIEW mails AS SELECT mail FROM orders",
                "CREATE VIEW some_mails AS SELECT mail FROM orders",
                "CREATE TABLE empty_one (mail text)");
    }

    private void run(List<String> statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    String url() {
        return server.jdbcUrl().replace("jdbc:postgresql://", "postgresql://" + server.user() + "@");
    }

    String password() {
        return server.password();
    }

    /** Tables, partitioned ones, views of both kinds and foreign tables. */
    long tables() throws SQLException {
        return number("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f')"
                + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')");
    }

    long rows() throws SQLException {
        return number("SELECT sum(reltuples)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
