package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One server per JVM, a fresh database with the ledger's tables per test class. */
public final class EmbeddedDatabase {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedDatabase() {}

    /** Started on first use; its own shutdown hook stops it. */
    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

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
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(Server.INSTANCE.getDatabase("postgres", name));
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(1);
        LedgerMigrations.migrate(pool);
        return pool;
    }
}
