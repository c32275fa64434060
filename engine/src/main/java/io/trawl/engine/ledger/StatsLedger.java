package io.trawl.engine.ledger;

import io.trawl.schemas.JobState;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.Map;

/** Totals over all jobs of all tenants, for metrics. Asked every few seconds: it must come from counters, not from a walk over tasks. */
@FunctionalInterface
public interface StatsLedger {
    /** Knows nothing, for hosts without a ledger of their own. */
    StatsLedger NONE = () -> Totals.NOTHING;

    Totals totals();

    /** @param tasks per state; states without tasks may be absent, as with jobs */
    record Totals(Map<JobState, Long> jobs, Map<TaskState, Long> tasks, List<PhaseTotals> phases) {
        public static final Totals NOTHING = new Totals(Map.of(), Map.of(), List.of());

        public Totals {
            jobs = Map.copyOf(jobs);
            tasks = Map.copyOf(tasks);
            phases = List.copyOf(phases);
        }
    }

    /**
     * One phase of a workload, over all jobs that are kept.
     *
     * @param bytes read from the sources
     */
    record PhaseTotals(String workload, String phase, RecordCounts records, long bytes) {}
}
