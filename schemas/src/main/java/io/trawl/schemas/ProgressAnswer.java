package io.trawl.schemas;

import java.util.List;
import java.util.UUID;

/**
 * The answer to {@code POST /update_task_progress}.
 *
 * @param gone executions whose rows were refused, since their attempts no longer count
 * @param verdicts one per report, in order
 */
public record ProgressAnswer(List<UUID> gone, List<ReportVerdict> verdicts) {
    public ProgressAnswer {
        gone = Checks.list(gone, "gone");
        verdicts = Checks.list(verdicts, "verdicts");
    }
}
