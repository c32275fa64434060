package io.trawl.orchestrator.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The first lock of every transition. Shared for all but the verbs, limits and completion, and never raised from shared to
 * exclusive within a transaction: two that tried would wait for each other.
 */
final class JobLocks {
    private static final String COLUMNS = "SELECT job_id, tenant, bucket, phases, state, overrun FROM trawl.job ";

    private JobLocks() {}

    static Map<UUID, JobRow> share(Handle handle, Stream<UUID> jobs) {
        List<UUID> ids = jobs.distinct().toList();
        Map<UUID, JobRow> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery(COLUMNS + "WHERE job_id = ANY(:ids) ORDER BY job_id FOR SHARE")
                    .bind("ids", Column.uuids(ids))
                    .map(JobLocks::row)
                    .forEach(row -> rows.put(row.jobId(), row));
        }
        return rows;
    }

    static Optional<JobRow> exclusive(Handle handle, UUID job) {
        return handle.createQuery(COLUMNS + "WHERE job_id = :id FOR UPDATE")
                .bind("id", job)
                .map(JobLocks::row)
                .findOne();
    }

    private static JobRow row(ResultSet row, StatementContext context) throws SQLException {
        return new JobRow(
                row.getObject("job_id", UUID.class),
                Code.text(row, "tenant"),
                row.getInt("bucket"),
                row.getInt("phases"),
                Code.job(row.getInt("state")),
                row.getString("overrun"));
    }
}
