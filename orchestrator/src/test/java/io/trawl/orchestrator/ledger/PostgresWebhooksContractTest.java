package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.orchestrator.webhook.WebhookStore;
import io.trawl.orchestrator.webhook.WebhookStoreContract;
import io.trawl.orchestrator.webhook.WebhooksUnderTest;
import io.trawl.schemas.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresWebhooksContractTest extends WebhookStoreContract {
    private static HikariDataSource pool;

    @BeforeAll
    static void createDatabase() {
        pool = EmbeddedDatabase.create();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @Override
    protected WebhooksUnderTest open(Fences fences) {
        return new Under(pool, fences);
    }

    /** On the tables of a ledger that ends the jobs. */
    private static final class Under implements WebhooksUnderTest {
        private final PostgresUnderTest ledger;
        private final PostgresWebhooks store;

        Under(HikariDataSource pool, Fences fences) {
            ledger = new PostgresUnderTest(pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(10));
            store = new PostgresWebhooks(new Database(pool, fences, PostgresUnderTest.CLOCK, new SplittableRandom(1)));
        }

        @Override
        public WebhookStore store() {
            return store;
        }

        @Override
        public UUID ended(List<Webhook> webhooks) {
            return EndedJobs.end(ledger.ledger(), EndedJobs.submit(ledger.ledger(), webhooks));
        }

        @Override
        public void advance(Duration by) {
            ledger.advance(by);
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
