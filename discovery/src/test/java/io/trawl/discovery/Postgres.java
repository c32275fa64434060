package io.trawl.discovery;

import io.trawl.schemas.SourceSpec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server for the tests of this module; each test makes a database of its own. */
final class Postgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String database;

    private Postgres(String database) {
        this.database = database;
    }

    static Postgres fresh() throws SQLException {
        String name = "t" + NUMBER.incrementAndGet();
        new Postgres("postgres").run("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        return new Postgres(name);
    }

    static int port() {
        return Holder.SERVER.getPort();
    }

    String name() {
        return database;
    }

    /** A new user who owns nothing. */
    String user() throws SQLException {
        String name = "u" + NUMBER.incrementAndGet();
        run("CREATE ROLE " + name + " LOGIN");
        return name;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres");
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    String url(String user) {
        return "postgresql://" + user + "@127.0.0.1:" + port() + "/" + database;
    }

    SourceSpec source() {
        return source("postgres", Map.of());
    }

    SourceSpec source(String user, Map<String, Object> more) {
        Map<String, Object> options = new LinkedHashMap<>(more);
        options.put("url", url(user));
        return SourceSpec.of("s", "postgresql", options);
    }

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "60")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
