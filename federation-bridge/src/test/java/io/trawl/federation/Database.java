package io.trawl.federation;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One embedded server per JVM, and a fresh database of it for each master. */
final class Database {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int CONNECTIONS = 16;

    private Database() {}

    /** Started on first use; its own shutdown hook stops it. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(120))
                        .setLocaleConfig("locale", "C.UTF-8")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("synchronous_commit", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static HikariDataSource create() {
        String name = "master_" + DATABASES.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(Server.POSTGRES.getDatabase("postgres", name));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Every row of every table of the master, as text. */
    static List<String> dump(DataSource database) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : column(
                database,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + Store.SCHEMA + "'")) {
            rows.addAll(
                    column(database, "SELECT '" + table + " ' || t::text FROM " + Store.SCHEMA + "." + table + " t"));
        }
        return rows;
    }

    static List<String> column(DataSource database, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
