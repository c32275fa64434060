package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * What a worker sends to {@code POST /update_task_progress}: rows to be staged, and reports on chunks whose rows are all
 * staged by then. The same update may come again.
 *
 * @param worker the incarnation
 */
public record ProgressUpdate(UUID worker, List<StagedRows> staged, List<Report> reports) {
    public static final int MAX_STAGED = 500;
    public static final int MAX_REPORTS = 500;

    public ProgressUpdate {
        Checks.present(worker, "worker");
        staged = Checks.atMost(staged, MAX_STAGED, "staged");
        reports = Checks.atMost(reports, MAX_REPORTS, "reports");
    }
}
