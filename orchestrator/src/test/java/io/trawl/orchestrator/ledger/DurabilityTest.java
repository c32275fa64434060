package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Claims and admissions do not wait for the disk, everything else does. So what they set must not stay on a connection
 * that a submission or a start gets next: here there is one connection for all.
 */
final class DurabilityTest {
    private HikariDataSource pool;
    private PostgresLedger ledger;

    @BeforeEach
    void open() throws SQLException {
        pool = EmbeddedDatabase.create();
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + connection.getCatalog() + " SET synchronous_commit = on");
        }
        pool.setMaximumPoolSize(1);
        pool.getHikariPoolMXBean().softEvictConnections();
        ledger = new PostgresLedger(
                pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(30), new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldWaitForTheDiskAgainAfterAnAdmission() throws SQLException {
        assertThat(synchronousCommit()).isEqualTo("on");
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO trawl.job (job_id, tenant, workload, request, phases, priority, bucket,"
                    + " state, created_at, updated_at, limits_from)"
                    + " VALUES (gen_random_uuid(), 'default', 'w', '{}', 1, 5, 1, 1, now(), now(), now())");
        }
        assertThat(ledger.admit(10)).isOne();
        assertThat(synchronousCommit()).isEqualTo("on");
    }

    @Test
    void shouldWaitForTheDiskAgainAfterALeadHasEnded() throws SQLException {
        Leadership lead = ledger.lead().orElseThrow();
        lead.close();
        assertThat(synchronousCommit()).isEqualTo("on");
    }

    private String synchronousCommit() throws SQLException {
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SHOW synchronous_commit")) {
            answer.next();
            return answer.getString(1);
        }
    }
}
