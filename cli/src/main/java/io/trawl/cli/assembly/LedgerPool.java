package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import org.jspecify.annotations.Nullable;

/** Connections to the ledger, with a bound on every wait: a call fails, and is repeated, rather than hang. */
final class LedgerPool {
    private static final int CONNECTIONS = 16;
    private static final long BORROW_MS = 10_000;

    private LedgerPool() {}

    static HikariDataSource open(ExternalDatabase database) {
        return open(database.jdbcUrl(), database.user(), database.password());
    }

    static HikariDataSource open(String jdbcUrl, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("trawl-ledger");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(BORROW_MS);
        config.setInitializationFailTimeout(BORROW_MS);
        // Half-open connections end here instead of holding a loop for ever.
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "trawl");
        config.addDataSourceProperty("prepareThreshold", "2");
        // The statements of a turn take longer to plan than to run. One plan for all their values is what is wanted: by
        // primary key, whatever the statistics say of rows that were just loaded.
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_generic_plan");
        return new HikariDataSource(config);
    }
}
