package io.trawl.schemas;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a time at which a schedule was to start its job.
 *
 * @param run grows with each run, over all schedules
 * @param plannedAt by the cron expression; of missed runs the first one
 * @param manual whether somebody asked for it, and not the cron expression
 * @param missed how many runs this line stands for; 0 unless it says that runs were missed
 * @param startedAt null when it was not, or is yet to be
 * @param jobId null as well
 * @param jobState as it is now; null without a job, and when the job is not kept any more
 * @param reason why it was not started, in one sentence; null when it was
 */
public record ScheduleRun(
        long run,
        Instant plannedAt,
        RunState state,
        boolean manual,
        int missed,
        @Nullable Instant startedAt,
        @Nullable UUID jobId,
        @Nullable JobState jobState,
        @Nullable String reason) {
    public ScheduleRun {
        Checks.atLeast(run, 1, "run");
        Checks.present(plannedAt, "planned_at");
        Checks.present(state, "state");
        Checks.atLeast(missed, 0, "missed");
    }
}
