package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.testkit.TestBackend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One server per JVM, a fresh database with the ledger's tables per test class. The server is embedded unless
 * {@link TestBackend} says otherwise.
 */
public final class EmbeddedDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedDatabase() {}

    /** Started on first use; its own shutdown hook stops it. */
    private static final class Server {
        /** The url of a database by its name. */
        static final UnaryOperator<String> URLS = urls();

        private static UnaryOperator<String> urls() {
            return switch (TestBackend.chosen()) {
                case EMBEDDED -> embedded(start());
                case TESTCONTAINERS -> ContainedPostgres.start()::url;
            };
        }

        private static UnaryOperator<String> embedded(EmbeddedPostgres server) {
            return name -> server.getJdbcUrl("postgres", name);
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(120))
                        .setLocaleConfig("locale", "C.UTF-8")
                        // The library turns fsync off; what comes later on the command line wins.
                        .setServerConfig("fsync", Boolean.getBoolean("trawl.bench") ? "on" : "off")
                        .setServerConfig("synchronous_commit", Boolean.getBoolean("trawl.bench") ? "on" : "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static HikariDataSource create() {
        String name = "ledger_" + DATABASES.incrementAndGet();
        try (var connection = database("postgres").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database(name));
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(1);
        LedgerMigrations.migrate(pool);
        return pool;
    }

    private static DataSource database(String name) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(Server.URLS.apply(name));
        return database;
    }
}
