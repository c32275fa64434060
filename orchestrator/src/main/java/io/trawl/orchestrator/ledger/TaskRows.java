package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads tasks under their locks. */
final class TaskRows {
    private static final String COLUMNS = """
            SELECT task_id, job_id, bucket, phase, source, state, attempt, execution, worker, start_renewal, last_seq,
                   records, inputs, records_done, cursor, failures, crashes, solo, solo_crashes, ended_execution, ended_seq
              FROM trawl.task
            """;

    private TaskRows() {}

    /**
     * Locked in order of id. No condition on the state stands here: the planner would take a partial index for it,
     * and read the whole of that index once per batch while its statistics still call it empty.
     */
    static Map<Long, TaskRow> lock(Handle handle, long... ids) {
        Map<Long, TaskRow> rows = new LinkedHashMap<>();
        if (ids.length > 0) {
            handle.createQuery(COLUMNS + " WHERE task_id = ANY(:ids) ORDER BY task_id FOR UPDATE")
                    .bind("ids", Column.longs(ids))
                    .map(TaskRows::row)
                    .forEach(row -> rows.put(row.key().taskId(), row));
        }
        return rows;
    }

    private static TaskRow row(ResultSet row, StatementContext context) throws SQLException {
        return new TaskRow(
                new TaskRow.Key(
                        row.getLong("task_id"),
                        row.getObject("job_id", UUID.class),
                        row.getInt("bucket"),
                        row.getInt("phase"),
                        Code.text(row, "source")),
                Code.task(row.getInt("state")),
                new TaskRow.Attempt(
                        row.getInt("attempt"),
                        row.getObject("execution", UUID.class),
                        row.getObject("worker", UUID.class),
                        row.getLong("start_renewal"),
                        row.getInt("last_seq")),
                new TaskRow.Work(
                        row.getLong("records"),
                        Code.ranges(row, "inputs"),
                        new Checkpoint(row.getLong("records_done"), row.getString("cursor"))),
                new TaskRow.Trouble(
                        row.getInt("failures"),
                        row.getInt("crashes"),
                        row.getBoolean("solo"),
                        row.getInt("solo_crashes")),
                new TaskRow.Ended(row.getObject("ended_execution", UUID.class), row.getInt("ended_seq")));
    }
}
