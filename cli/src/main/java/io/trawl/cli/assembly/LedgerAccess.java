package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.database.EmbeddedDatabase;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.PostgresLedger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The jobs of a data directory while nothing runs there: to read them, or to cancel them. It works on nothing, so that
 * a look at a receipt does not set unfinished jobs going.
 */
public final class LedgerAccess implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final HikariDataSource pool;
    private final JobService jobs;

    private LedgerAccess(EmbeddedDatabase database, HikariDataSource pool) {
        this.database = database;
        this.pool = pool;
        SecureRandom random = new SecureRandom();
        PostgresLedger ledger =
                new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, SingleProcessConfig.DEFAULT_LEASE, random);
        this.jobs = new LocalJobService(
                ledger,
                Workloads.installed(),
                new TimeOrderedIds(InstantSource.system(), random),
                new Waits(),
                () -> {},
                _ -> {});
    }

    public static LedgerAccess open(Path dataDirectory) {
        EmbeddedDatabase database = EmbeddedDatabase.open(dataDirectory);
        try {
            HikariDataSource pool = LedgerPool.migrated(database.jdbcUrl(), database.user(), database.password());
            return new LedgerAccess(database, pool);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public JobService jobs() {
        return jobs;
    }

    @Override
    public void close() {
        try {
            pool.close();
        } finally {
            database.close();
        }
    }
}
