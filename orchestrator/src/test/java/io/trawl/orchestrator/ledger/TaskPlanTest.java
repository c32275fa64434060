package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.TaskState;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batches must go by primary key even while the statistics know nothing of what was just loaded. */
final class TaskPlanTest {
    private static final String LOAD = """
            INSERT INTO trawl.task (job_id, bucket, phase, source, state, records, inputs, due_at, since)
            SELECT gen_random_uuid(), 1, 1, 's', 2, 1, '{1,0,1}', now(), now() FROM generate_series(1, 20000)
            """;

    private static HikariDataSource pool;
    private static Jdbi jdbi;

    @BeforeAll
    static void load() {
        pool = EmbeddedDatabase.create();
        jdbi = Jdbi.create(pool);
        jdbi.useHandle(handle -> {
            handle.execute("ALTER TABLE trawl.task SET (autovacuum_enabled = false)");
            // Statistics from a time when nothing was in flight.
            handle.execute(LOAD.replace("'s', 2", "'s', 1").replace("20000", "1000"));
            handle.execute("ANALYZE trawl.task");
            handle.execute(LOAD);
        });
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    private static String plan(String sql) {
        List<String> lines = jdbi.withHandle(handle ->
                handle.createQuery("EXPLAIN " + sql).mapTo(String.class).list());
        return String.join("\n", lines);
    }

    private static String ids() {
        return "ARRAY(SELECT g FROM generate_series(1, 500) g)::bigint[]";
    }

    @Test
    void shouldStartABatchByPrimaryKeyAfterABulkClaim() {
        String plan = plan("UPDATE trawl.task t SET state = 3 FROM unnest(" + ids()
                + ") a(task_id) WHERE t.task_id = a.task_id AND (t.state + 0) = 2");
        assertThat(plan).contains("task_pkey").doesNotContain("Seq Scan", "task_in_flight");
    }

    @Test
    void shouldLockABatchByPrimaryKey() {
        String plan = plan("SELECT * FROM trawl.task WHERE task_id = ANY(" + ids() + ") ORDER BY task_id FOR UPDATE");
        assertThat(plan).contains("task_pkey").doesNotContain("Seq Scan");
    }

    /** Then the new version of the row needs no new entries in the indexes (a HOT update). */
    @Test
    void shouldIndexNothingThatAStartChanges() {
        List<String> indexes = jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'trawl' AND tablename = 'task'")
                .mapTo(String.class)
                .list());
        assertThat(indexes)
                .hasSizeGreaterThan(1)
                .noneMatch(index -> index.matches("(?s).*\\b(state|execution|worker|since|start_renewal)\\b.*"));
    }

    @Test
    void shouldKeepTheNumbersThatTheMigrationLists() {
        assertThat(List.of(JobState.values())).map(Code::of).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Code.of(JobState.PENDING)).isEqualTo(1);
        assertThat(Code.of(JobState.RUNNING)).isEqualTo(2);
        assertThat(Code.of(JobState.CANCELLING)).isEqualTo(4);
        assertThat(Code.of(JobState.COMPLETED)).isEqualTo(5);
        assertThat(Code.of(TaskState.PENDING)).isEqualTo(1);
        assertThat(Code.of(TaskState.RUNNING)).isEqualTo(3);
        assertThat(Code.of(TaskState.ABORTING)).isEqualTo(4);
        assertThat(Code.of(TaskState.CANCELLED)).isEqualTo(8);
        assertThat(Code.of(Outcome.FAILED)).isEqualTo(3);
    }
}
