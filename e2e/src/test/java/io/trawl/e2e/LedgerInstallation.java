package io.trawl.e2e;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.LocalEngine;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workload;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.worker.WorkerConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of its own, a ledger on it, and an engine when one is started. A server has one directory at a time. */
final class LedgerInstallation implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int SLOTS = 24;
    private static final int CONNECTIONS = 12;
    /** Only the first tries of a failure are waited for long. */
    private static final RetryPolicy POLICY = new RetryPolicy(2, 3, 2, Duration.ofMillis(100), Duration.ofMillis(500));

    private final EmbeddedDatabase database;
    private final boolean alone;
    private final HikariDataSource pool = new HikariDataSource();
    private final PostgresLedger ledger;
    private @Nullable LocalEngine engine;

    LedgerInstallation(Path directory) {
        this(EmbeddedDatabase.open(directory), true, "postgres");
    }

    private LedgerInstallation(EmbeddedDatabase database, boolean alone, String name) {
        this.database = database;
        this.alone = alone;
        pool.setJdbcUrl(database.jdbcUrl().replaceFirst("[^/]*$", name));
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        ledger = new PostgresLedger(pool, Fences.ALL, POLICY, LEASE, new SecureRandom());
    }

    /** Another one on the same server, empty; to be closed before this one. */
    LedgerInstallation beside(String name) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new LedgerInstallation(database, false, name);
    }

    HikariDataSource pool() {
        return pool;
    }

    PostgresLedger ledger() {
        return ledger;
    }

    /** Its tables have been made. */
    JobService start(Workload workload) {
        engine = LocalEngine.start(
                ledger,
                new Workloads(List.of(workload)),
                new byte[32],
                new LocalEngine.Settings(
                        WorkerConfig.inProcess("test", SLOTS),
                        LEASE,
                        Reconciler.Bounds.DEFAULT,
                        true,
                        SourceAccess.NONE),
                EngineListener.NONE);
        return engine.jobs();
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        pool.close();
        if (alone) {
            database.close();
        }
    }
}
