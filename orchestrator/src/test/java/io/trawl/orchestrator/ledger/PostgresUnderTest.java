package io.trawl.orchestrator.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.testkit.LedgerUnderTest;
import io.trawl.schemas.JobState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The ledger on PostgreSQL under the contracts: emptied when opened, with a clock that is a row. */
final class PostgresUnderTest implements LedgerUnderTest {
    static final SqlClock CLOCK = new SqlClock("trawl.test_now()", "trawl.test_now()");
    private static final String EMPTY = """
            DELETE FROM trawl.task; DELETE FROM trawl.chunk; DELETE FROM trawl.staging; DELETE FROM trawl.result_part;
            DELETE FROM trawl.result; DELETE FROM trawl.gap; DELETE FROM trawl.worker_lease; DELETE FROM trawl.job;
            DELETE FROM trawl.result_count; DELETE FROM trawl.idempotency; DELETE FROM trawl.source;
            DELETE FROM trawl.schedule;
            DELETE FROM trawl.bucket; DELETE FROM trawl.tombstone;
            CREATE TABLE IF NOT EXISTS trawl.test_clock (at timestamptz NOT NULL);
            CREATE OR REPLACE FUNCTION trawl.test_now() RETURNS timestamptz LANGUAGE sql STABLE
                AS 'SELECT at FROM trawl.test_clock';
            DELETE FROM trawl.test_clock;
            INSERT INTO trawl.test_clock VALUES ('2026-01-01T00:00:00Z')
            """;

    private final Jdbi jdbi;
    private final PostgresLedger ledger;
    private final Ledger guarded;
    private final ScheduleLedger schedules;
    private @Nullable AdvisoryLeadership lead;
    private @Nullable Leadership usurper;

    PostgresUnderTest(HikariDataSource pool, Fences fences, RetryPolicy policy, Duration lease) {
        jdbi = Jdbi.create(pool);
        jdbi.useHandle(handle -> handle.createScript(EMPTY).execute());
        execute("ALTER TABLE trawl.task DROP CONSTRAINT IF EXISTS task_done");
        if (fences.stands(Fence.FINISH_ALL_INPUTS)) {
            // The one constraint that says the same as a fence, and would hide what follows when that is gone.
            execute("ALTER TABLE trawl.task ADD CONSTRAINT task_done CHECK (state <> 5 OR records_done = records)");
        }
        var random = new SplittableRandom(7);
        Database database = new Database(pool, fences, CLOCK, random);
        ledger = new PostgresLedger(database, policy, lease, random);
        guarded = guard(Ledger.class, ledger);
        schedules = guard(ScheduleLedger.class, new PostgresSchedules(database));
    }

    private <T> T guard(Class<T> port, T target) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> call(target, method, args)));
    }

    /** Where a fence is gone and a constraint of the tables stops the row instead, the scenario is as red. */
    private Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            Object answer = method.invoke(target, args);
            if (target == lead && method.getName().equals("close")) {
                endUsurper();
            }
            if (answer instanceof Optional<?> taken && taken.orElse(null) instanceof AdvisoryLeadership leadership) {
                lead = leadership;
                return Optional.of(guard(Leadership.class, leadership));
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof IllegalStateException refused ? new AssertionError(refused) : e.getCause();
        }
    }

    @Override
    public Ledger ledger() {
        return guarded;
    }

    @Override
    public ScheduleLedger schedules() {
        return schedules;
    }

    @Override
    public void advance(Duration by) {
        execute("UPDATE trawl.test_clock SET at = at + ? * interval '1 ms'", by.toMillis());
    }

    @Override
    public void depose() {
        try {
            lead.unlock();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        usurper = ledger.lead().orElseThrow();
    }

    @Override
    public void force(UUID jobId, JobState state) {
        execute(
                "UPDATE trawl.job SET state = ?, ended_at = CASE WHEN ? THEN updated_at END WHERE job_id = ?",
                Code.of(state),
                state.terminal(),
                jobId);
    }

    @Override
    public int staged(long taskId, int attempt, UUID execution, int seq) {
        return jdbi.withHandle(handle -> handle.select(
                        "SELECT count(*) FROM trawl.staging WHERE task_id = ? AND attempt = ? AND execution = ? AND seq = ?",
                        taskId,
                        attempt,
                        execution,
                        seq)
                .mapTo(Integer.class)
                .one());
    }

    private void execute(String sql, Object... args) {
        jdbi.useHandle(handle -> handle.execute(sql, args));
    }

    private void endUsurper() {
        if (usurper != null) {
            usurper.close();
        }
    }

    @Override
    public void close() {
        endUsurper();
        if (lead != null) {
            lead.close();
        }
    }
}
