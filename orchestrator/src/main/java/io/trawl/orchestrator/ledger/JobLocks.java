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

/**
 * The first lock of every transition. Shared for all but the verbs, limits and completion, and never raised from shared to
 * exclusive within a transaction: two that tried would wait for each other.
 */
final class JobLocks {
    private static final String COLUMNS = "SELECT job_id, tenant, bucket, phases, state, overrun FROM trawl.job ";

    /** For a trip: binds {@code :locked}, each once; its rows are read by {@link #shared}. */
    static final String SHARE = COLUMNS + "WHERE job_id = ANY(:locked) ORDER BY job_id FOR SHARE";

    private JobLocks() {}

    static Map<UUID, JobRow> share(Handle handle, Stream<UUID> jobs) {
        List<UUID> ids = jobs.distinct().toList();
        Map<UUID, JobRow> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery(SHARE)
                    .bind("locked", Column.uuids(ids))
                    .map((row, context) -> row(row))
                    .forEach(row -> rows.put(row.jobId(), row));
        }
        return rows;
    }

    static Map<UUID, JobRow> shared(Trip trip) throws SQLException {
        Map<UUID, JobRow> rows = new HashMap<>();
        trip.rows(JobLocks::row).forEach(row -> rows.put(row.jobId(), row));
        return rows;
    }

    static Optional<JobRow> exclusive(Handle handle, UUID job) {
        return handle.createQuery(COLUMNS + "WHERE job_id = :id FOR UPDATE")
                .bind("id", job)
                .map((row, context) -> row(row))
                .findOne();
    }

    private static JobRow row(ResultSet row) throws SQLException {
        return new JobRow(
                row.getObject("job_id", UUID.class),
                Code.text(row, "tenant"),
                row.getInt("bucket"),
                row.getInt("phases"),
                Code.job(row.getInt("state")),
                row.getString("overrun"));
    }
}
