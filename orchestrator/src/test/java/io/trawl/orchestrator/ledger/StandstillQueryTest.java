package io.trawl.orchestrator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.orchestrator.ledger.Standstill.Orphaned;
import io.trawl.orchestrator.ledger.Standstill.Silent;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows are put in as they would be after a while, since the query asks the server's clock. */
final class StandstillQueryTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int BUCKET = 20_001;

    private final UUID job = UUID.randomUUID();
    private final UUID alive = UUID.randomUUID();
    private final UUID gone = UUID.randomUUID();
    private HikariDataSource pool;
    private Jdbi jdbi;

    @BeforeEach
    void open() {
        pool = EmbeddedDatabase.create();
        jdbi = Jdbi.create(pool);
        jdbi.useHandle(handle -> {
            handle.execute("SELECT trawl.ensure_bucket(?)", BUCKET);
            handle.execute("""
                    INSERT INTO trawl.job (job_id, tenant, workload, request, phases, priority, bucket, state, created_at,
                                           updated_at, limits_from)
                    VALUES (?, 'default', 'w', '{}', 2, 5, ?, 2, now(), now(), now())
                    """, job, BUCKET);
            for (int phase = 0; phase < 2; phase++) {
                handle.execute("""
                        INSERT INTO trawl.job_phase (job_id, phase, name, barrier, max_records, max_weight, linger_ns, stall_ns)
                        VALUES (?, ?, ?, false, 10, 10, 0, 60000000000)
                        """, job, phase, phase == 0 ? "find" : "read");
                handle.execute("""
                        INSERT INTO trawl.phase_counter (job_id, phase, source, unscheduled, updated_at)
                        VALUES (?, ?, 'a', ?, now())
                        """, job, phase, phase == 0 ? 2 : 0);
            }
            handle.execute("INSERT INTO trawl.job_source (job_id, source, pool) VALUES (?, 'a', 'paris')", job);
            lease(handle, alive, "host-1", "1 minute");
            lease(handle, gone, "host-2", "-1 second");
        });
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldFindNothingWhereAllIsWithinItsBounds() {
        task("ASSIGNED", "29 seconds", null);
        task("RUNNING", "59 seconds", alive);
        chunk(0, "29 seconds", 1);
        Standstill found = look();
        assertThat(found.pools()).containsExactly("linger", "paris");
        assertThat(found.offered()).isEmpty();
        assertThat(found.orphaned()).isEmpty();
        assertThat(found.silent()).isEmpty();
        assertThat(found.unscheduled()).isEmpty();
    }

    @Test
    void shouldFindWhatWasOfferedAndNotStarted() {
        task("ASSIGNED", "31 seconds", null);
        task("ASSIGNED", "3 minutes", null);
        assertThat(look().offered()).singleElement().satisfies(offered -> {
            assertThat(offered.pool()).isEqualTo("paris");
            assertThat(offered.tasks()).isEqualTo(2);
            assertThat(offered.oldest()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(30));
        });
    }

    @Test
    void shouldFindWhatAWorkerHoldsWhoseLeaseHasRunOut() {
        task("RUNNING", "1 second", gone);
        task("ABORTING", "1 second", gone);
        assertThat(look().orphaned()).containsExactly(new Orphaned("host-2", 2));
    }

    @Test
    void shouldFindWhatRunsAndTellsOfNothing() {
        long silent = task("RUNNING", "2 minutes", alive);
        long telling = task("RUNNING", "2 minutes", alive);
        chunk(telling, "10 seconds", 2);
        chunk(silent, "2 minutes", 2);
        assertThat(look().silent()).containsExactly(new Silent(job, "find", 1));
    }

    @Test
    void shouldFindChunksThatNobodyMadeTasksOf() {
        chunk(0, "31 seconds", 1);
        chunk(1, "31 seconds", 2);
        assertThat(look().unscheduled()).singleElement().satisfies(waiting -> {
            assertThat(waiting.job()).isEqualTo(job);
            assertThat(waiting.phase()).isEqualTo("read");
            assertThat(waiting.chunks()).isEqualTo(1);
            assertThat(waiting.oldest()).isGreaterThanOrEqualTo(Duration.ofSeconds(31));
        });
        jdbi.useHandle(handle -> handle.execute("UPDATE trawl.job SET state = 4 WHERE job_id = ?", job));
        assertThat(look().unscheduled()).as("of a job that is being cancelled").isEmpty();
    }

    private Standstill look() {
        return new StandstillQuery(pool).look(BOUND, BOUND);
    }

    private static void lease(Handle handle, UUID worker, String name, String left) {
        handle.execute("""
                INSERT INTO trawl.worker_lease (worker, name, pool, slots, lease_until)
                VALUES (?, ?, 'linger', 4, now() + ?::interval)
                """, worker, name, left);
    }

    private long task(String state, String age, UUID worker) {
        int code = Code.of(TaskState.valueOf(state));
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO trawl.task (job_id, due_at, since, records, bucket, attempt, phase, state, execution,
                                                worker, source, inputs)
                        VALUES (:job, now(), now() - :age::interval, 1, :bucket, 1, 0, :state, :execution::uuid, :worker::uuid, 'a',
                                '{1,0,1}')
                        RETURNING task_id
                        """)
                .bind("job", job)
                .bind("age", age)
                .bind("bucket", BUCKET)
                .bind("state", code)
                .bind("execution", worker == null ? null : UUID.randomUUID())
                .bind("worker", worker)
                .mapTo(Long.class)
                .one());
    }

    /** Of two records. */
    private void chunk(long task, String age, int scheduled) {
        jdbi.useHandle(handle -> handle.execute("""
                INSERT INTO trawl.chunk (bucket, job_id, phase, source, task_id, attempt, execution, seq, records, weight,
                                         scheduled_upto, accepted_at)
                VALUES (?, ?, 0, 'a', ?, 1, ?, 1, 2, 2, ?, now() - ?::interval)
                """, BUCKET, job, task, UUID.randomUUID(), scheduled, age));
    }
}
