package io.trawl.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job's proof of coverage.
 *
 * @param revision 1, and one more with each retry
 * @param complete whether the job has ended and every discovered record is accounted for
 * @param lines one per phase and source, in order of phase, then source
 * @param gapsTotal records skipped or failed; the names are listed by {@code /jobs/{id}/gaps}, where what a limit of
 *     the job left unread is one gap per phase and source
 */
public record Receipt(
        int v,
        UUID jobId,
        String name,
        String workload,
        JobState state,
        int revision,
        boolean complete,
        Instant createdAt,
        @Nullable Instant endedAt,
        List<Line> lines,
        long gapsTotal,
        Map<String, Long> results) {
    public static final int VERSION = 1;

    /**
     * Coverage of one source in one phase.
     *
     * @param skipped count per reason; likewise failed, and excluded per rule
     */
    public record Line(
            String phase,
            String source,
            RecordCounts records,
            Map<String, Long> skipped,
            Map<String, Long> failed,
            Map<String, Long> excluded,
            long bytes) {
        public Line {
            Checks.present(phase, "phase");
            Checks.present(source, "source");
            Checks.present(records, "records");
            skipped = Checks.counts(skipped, "skipped");
            failed = Checks.counts(failed, "failed");
            excluded = Checks.counts(excluded, "excluded");
            Checks.atLeast(bytes, 0, "bytes");
        }
    }

    public Receipt {
        Checks.version(v, VERSION, "v");
        Checks.present(jobId, "job_id");
        Checks.present(name, "name");
        Checks.present(workload, "workload");
        Checks.present(state, "state");
        Checks.atLeast(revision, 1, "revision");
        Checks.present(createdAt, "created_at");
        lines = Checks.list(lines, "lines");
        Checks.atLeast(gapsTotal, 0, "gaps_total");
        results = Checks.counts(results, "results");
    }
}
