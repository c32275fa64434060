package io.trawl.schemas;

import java.util.Map;

/**
 * Where a phase stands, over all sources of the job.
 *
 * @param state PENDING (nothing arrived), RUNNING, DONE (nothing open, nothing can arrive)
 * @param tasks count per state in lower case; states without tasks are absent
 * @param bytes read from the sources
 */
public record PhaseStatus(String phase, String state, Map<String, Long> tasks, RecordCounts records, long bytes) {
    public PhaseStatus {
        Checks.present(phase, "phase");
        Checks.present(state, "state");
        tasks = Checks.counts(tasks, "tasks");
        Checks.present(records, "records");
        Checks.atLeast(bytes, 0, "bytes");
    }
}
