package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.orchestrator.ledger.LedgerMigrations;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connections to the ledger, with a bound on every wait: a call fails, and is repeated, rather than hang. */
final class LedgerPool {
    private static final int CONNECTIONS = 16;
    /** One holds the lock, another one migrates. */
    private static final int MIGRATING_CONNECTIONS = 3;

    private static final long BORROW_MS = 10_000;
    /** Of a connection that was idle, before it is lent: when all are half-open, another one is to be had in time. */
    private static final long VALIDATION_MS = 2_000;

    /**
     * The statements of a turn take longer to plan than to run. One plan for all their values is what is wanted: by
     * primary key, whatever the statistics say of rows that were just loaded.
     */
    private static final String PLANS = "plan_cache_mode=force_generic_plan";

    /**
     * For the server's side of a connection that is half-open, or whose process is frozen: rows that its transaction
     * holds stop the claims of all jobs, whether it waits for its next statement or in the middle of one. No transaction
     * waits for anything but the database; one that was only slow fails, and its caller repeats it.
     */
    private static final List<String> SERVER_SIDE = List.of(
            "idle_in_transaction_session_timeout=5s",
            "tcp_keepalives_idle=15",
            "tcp_keepalives_interval=5",
            "tcp_keepalives_count=3");

    private LedgerPool() {}

    static HikariDataSource open(ExternalDatabase database) {
        return open(database.jdbcUrl(), database.user(), database.password());
    }

    /** With the tables of this version. */
    static HikariDataSource migrated(ExternalDatabase database) {
        return migrated(database.jdbcUrl(), database.user(), database.password());
    }

    static HikariDataSource migrated(String jdbcUrl, @Nullable String user, @Nullable String password) {
        // A migration takes as long as the tables are large, and meanwhile another connection idles with the lock.
        HikariConfig patient = config(jdbcUrl, user, password);
        patient.setPoolName("trawl-migration");
        patient.setMaximumPoolSize(MIGRATING_CONNECTIONS);
        patient.setMinimumIdle(0);
        try (HikariDataSource migrating = new HikariDataSource(patient)) {
            LedgerMigrations.migrate(migrating);
        }
        return open(jdbcUrl, user, password);
    }

    private static HikariDataSource open(String jdbcUrl, @Nullable String user, @Nullable String password) {
        HikariConfig config = config(jdbcUrl, user, password);
        config.setPoolName("trawl-ledger");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setValidationTimeout(VALIDATION_MS);
        // Half-open connections end here instead of holding a loop for ever. What the URL says of it wins.
        config.addDataSourceProperty("socketTimeout", "25");
        config.addDataSourceProperty("prepareThreshold", "2");
        config.addDataSourceProperty(
                "options",
                Stream.concat(Stream.of(PLANS), SERVER_SIDE.stream()).collect(Collectors.joining(" -c ", "-c ", "")));
        return new HikariDataSource(config);
    }

    private static HikariConfig config(String jdbcUrl, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setConnectionTimeout(BORROW_MS);
        config.setInitializationFailTimeout(BORROW_MS);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "trawl");
        return config;
    }
}
