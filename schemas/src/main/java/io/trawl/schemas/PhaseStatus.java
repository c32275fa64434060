package io.trawl.schemas;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a phase stands, over all sources of the job.
 *
 * @param state PENDING (nothing arrived), RUNNING, DONE (nothing open, nothing can arrive)
 * @param tasks count per state in lower case; states without tasks are absent
 * @param bytes read from the sources
 * @param throughput null when it is not known, and when the phase is over
 */
public record PhaseStatus(
        String phase,
        String state,
        Map<String, Long> tasks,
        RecordCounts records,
        long bytes,
        @Nullable Throughput throughput) {
    public PhaseStatus {
        Checks.present(phase, "phase");
        Checks.present(state, "state");
        tasks = Checks.counts(tasks, "tasks");
        Checks.present(records, "records");
        Checks.atLeast(bytes, 0, "bytes");
    }

    /** As the ledger knows it, which keeps no rates. */
    public PhaseStatus(String phase, String state, Map<String, Long> tasks, RecordCounts records, long bytes) {
        this(phase, state, tasks, records, bytes, null);
    }

    public PhaseStatus at(Throughput measured) {
        return new PhaseStatus(phase, state, tasks, records, bytes, measured);
    }
}
