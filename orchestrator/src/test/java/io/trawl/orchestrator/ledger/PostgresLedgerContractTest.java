package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.LedgerContract;
import io.trawl.engine.testkit.LedgerUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresLedgerContractTest extends LedgerContract {
    private static HikariDataSource pool;
    private PostgresUnderTest opened;

    @BeforeAll
    static void createDatabase() {
        pool = EmbeddedDatabase.create();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @Override
    protected LedgerUnderTest open(Fences fences, RetryPolicy policy, Duration lease) {
        // One at a time: they share a database.
        if (opened != null) {
            opened.close();
        }
        opened = new PostgresUnderTest(pool, fences, policy, lease);
        return opened;
    }
}
