package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * Rows of one chunk, or a part of them.
 *
 * @param seq of the chunk
 * @param from place of the first of these rows in the chunk, from 0: a large chunk comes in parts
 * @param rows 1 to {@link Report#MAX_ROWS}; over all parts: first the records, then results and gaps
 */
public record StagedRows(
        UUID jobId, long taskId, int attempt, UUID execution, int seq, int from, List<StagedRow> rows) {
    public StagedRows {
        Checks.present(jobId, "job_id");
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.present(execution, "execution");
        Checks.atLeast(seq, 1, "seq");
        Checks.within(from, 0, Report.MAX_ROWS - 1, "from");
        rows = Checks.filled(rows, Report.MAX_ROWS, "rows");
        Checks.within(from + rows.size(), 1, Report.MAX_ROWS, "rows");
    }
}
