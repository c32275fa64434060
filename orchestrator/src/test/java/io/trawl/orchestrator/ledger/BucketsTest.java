package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.SourceSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions go beside the work: whoever stores a job waits for nothing, and is never left without its bucket. */
final class BucketsTest {
    private static final String TENANT = "default";

    private HikariDataSource pool;
    private PostgresLedger ledger;

    @BeforeEach
    void open() {
        pool = EmbeddedDatabase.create();
        ledger = new PostgresLedger(
                pool, Fences.ALL, RetryPolicy.DEFAULT, Duration.ofSeconds(10), new SplittableRandom(1));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldLeaveABucketAloneInWhichAJobIsBeingStored() throws SQLException {
        ended();
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM trawl.bucket FOR SHARE");
            assertThat(retire()).isZero();
            other.rollback();
        }
        assertThat(retire()).isEqualTo(1);
        assertThat(partitions()).isZero();
    }

    @Test
    void shouldHoldUpNobodyWhileAPartitionCannotGoYet() throws SQLException {
        ended();
        int today = Math.toIntExact(number("SELECT bucket FROM trawl.bucket"));
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM trawl.staging");
            assertThat(retire()).as("somebody still reads").isZero();
            assertThat(number("SELECT count(*) FROM trawl.bucket WHERE closed_at IS NOT NULL AND dropped_at IS NULL"))
                    .isEqualTo(1);
            other.rollback();
        }
        // Detached half-way: the next turn finishes it.
        UUID job = submit();
        assertThat(ledger.status(TENANT, List.of(job)).getFirst().state()).isEqualTo(JobState.PENDING);
        assertThat(retire()).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname IN ('staging_" + today + "', 'chunk_" + today
                        + "')"))
                .isZero();
        assertThat(number("SELECT count(*) FROM trawl.staging"))
                .as("of the new job")
                .isEqualTo(1);
    }

    @Test
    void shouldStoreJobsInTheNextBucketOnceThatOfTheDayIsClosed() throws SQLException {
        ended();
        retire();
        ended();
        assertThat(number("SELECT max(bucket) - min(bucket) FROM trawl.bucket")).isEqualTo(1);
        retire();
        UUID job = submit();
        assertThat(number("SELECT bucket - trawl.bucket_of(now()) FROM trawl.job WHERE job_id = '" + job + "'"))
                .isEqualTo(2);
    }

    @Test
    void shouldSweepALargeJobInSmallSteps() throws SQLException {
        UUID job = ended();
        execute("INSERT INTO trawl.result (job_id, source, kind, key, key_hash)" + " SELECT '" + job
                + "', 's', 'k', i::text, sha256(i::text::bytea) FROM generate_series(1, 3000) i");
        execute("INSERT INTO trawl.result_part (result_id, body) SELECT result_id, '{}' FROM trawl.result,"
                + " generate_series(1, 2)");
        execute("INSERT INTO trawl.gap (job_id, phase, source, outcome, reason, name)" + " SELECT '" + job
                + "', 0, 's', 2, 'r', i::text FROM generate_series(1, 1500) i");
        ledger.forget(Duration.ZERO, 10);
        assertThat(ledger.status(TENANT, List.of(job))).isEmpty();
        int turns = 0;
        for (int rows = ledger.sweep(500); rows > 0; rows = ledger.sweep(500)) {
            assertThat(rows).isLessThanOrEqualTo(4 * 500);
            turns++;
        }
        assertThat(turns).isGreaterThan(10);
        for (String table : List.of("task", "result", "result_part", "gap", "job", "phase_counter")) {
            assertThat(number("SELECT count(*) FROM trawl." + table)).as(table).isZero();
        }
    }

    private int retire() {
        return ledger.retire(Duration.ZERO, Duration.ZERO, 10);
    }

    /** A job that has ended, as CANCELLED. */
    private UUID ended() {
        UUID job = submit();
        ledger.cancel(TENANT, job);
        return job;
    }

    private UUID submit() {
        UUID id = UUID.randomUUID();
        JobRequest request =
                new JobRequest(null, "test", List.of(SourceSpec.of("s", "none", Map.of())), null, null, null, null);
        PhasePlan phase =
                new PhasePlan("find", PhaseMode.STREAMING, new BatchPolicy(1, 1, Duration.ZERO), Duration.ofMinutes(1));
        ledger.submit(new NewJob(id, TENANT, request, List.of(phase), null, "hash"));
        return id;
    }

    private long partitions() throws SQLException {
        return number("SELECT count(*) FROM pg_inherits WHERE inhparent IN ('trawl.staging'::regclass,"
                + " 'trawl.chunk'::regclass)");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
