package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.StatsLedger;
import io.trawl.schemas.JobState;
import io.trawl.schemas.TaskState;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** Totals over all jobs, out of the counters; the tasks are never walked. */
public final class PostgresStats implements StatsLedger {
    private static final String JOBS = "SELECT state, count(*) AS n FROM trawl.job GROUP BY state";
    private static final String TASKS = """
            SELECT sum(pending) AS pending, sum(assigned) AS assigned, sum(running) AS running,
                   sum(aborting) AS aborting, sum(done) AS done, sum(split) AS split, sum(dead) AS dead,
                   sum(cancelled) AS cancelled
              FROM trawl.phase_counter
            """;
    private static final String PHASES = """
            SELECT j.workload, p.name, sum(c.discovered) AS discovered, sum(c.processed) AS processed,
                   sum(c.skipped) AS skipped, sum(c.failed) AS failed, sum(c.excluded) AS excluded,
                   sum(c.bytes) AS bytes
              FROM trawl.phase_counter c
              JOIN trawl.job_phase p USING (job_id, phase)
              JOIN trawl.job j USING (job_id)
             GROUP BY j.workload, p.name
             ORDER BY j.workload, p.name
            """;

    private final Database database;

    public PostgresStats(DataSource dataSource) {
        this.database = new Database(dataSource, Fences.ALL, SqlClock.SERVER, new SecureRandom());
    }

    @Override
    public Totals totals() {
        return database.inTransaction(handle -> new Totals(jobs(handle), tasks(handle), phases(handle)));
    }

    private static Map<JobState, Long> jobs(Handle handle) {
        Map<JobState, Long> jobs = new EnumMap<>(JobState.class);
        handle.createQuery(JOBS)
                .map((row, context) -> jobs.put(Code.job(row.getInt("state")), row.getLong("n")))
                .list();
        return jobs;
    }

    private static Map<TaskState, Long> tasks(Handle handle) {
        return handle.createQuery(TASKS)
                .map((row, context) -> {
                    Map<TaskState, Long> tasks = new EnumMap<>(TaskState.class);
                    for (TaskState state : TaskState.values()) {
                        tasks.put(state, row.getLong(state.name().toLowerCase(Locale.ROOT)));
                    }
                    return tasks;
                })
                .one();
    }

    private static List<PhaseTotals> phases(Handle handle) {
        return handle.createQuery(PHASES).map((row, context) -> phase(row)).list();
    }

    private static PhaseTotals phase(ResultSet row) throws SQLException {
        return new PhaseTotals(
                Code.text(row, "workload"), Code.text(row, "name"), StatusQuery.records(row), row.getLong("bytes"));
    }
}
