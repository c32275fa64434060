package io.trawl.orchestrator.ledger;

/** When a barrier has fallen, as a condition on a row {@code p} of {@code job_phase}. */
final class BarrierSql {
    /**
     * Nothing open in the phases before it, and nothing unscheduled but what waits right behind it. Once true it stays
     * true: all that could open a task again lies in those phases.
     */
    static final String RELEASED = """
            NOT EXISTS (SELECT FROM trawl.phase_counter e
                         WHERE e.job_id = p.job_id
                           AND (e.phase < p.phase AND e.pending + e.assigned + e.running + e.aborting > 0
                                OR e.phase < p.phase - 1 AND e.unscheduled > 0))
            """;

    private BarrierSql() {}
}
