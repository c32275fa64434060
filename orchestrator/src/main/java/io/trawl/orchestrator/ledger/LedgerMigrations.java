package io.trawl.orchestrator.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of the ledger up to this version. */
public final class LedgerMigrations {
    static final String SCHEMA = "trawl";

    private LedgerMigrations() {}

    /** Idempotent, and safe when several processes start at once: Flyway holds a lock. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .defaultSchema(SCHEMA)
                .schemas(SCHEMA)
                .load()
                .migrate();
    }
}
