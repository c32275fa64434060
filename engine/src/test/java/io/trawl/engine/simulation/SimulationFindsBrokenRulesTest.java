package io.trawl.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.Fences;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that the simulation can fail: without a fence, some seed soon breaks a guarantee.
 *
 * <p>The fences that are not named here cannot be told from outside one at a time, since another one stands behind
 * each (FenceContract takes them away one by one, at the very condition):
 *
 * <ul>
 *   <li>ACCEPT_ATTEMPT, ACCEPT_EXECUTION, STAGE_EXECUTION, STAGE_SEQ: an attempt has one execution, because one start
 *       alone is granted, so either of the two tells an old report from a new one; and what is staged under another
 *       key is never looked at.
 *   <li>ACCEPT_RUNNING, ACCEPT_JOB_ALIVE, START_JOB_RUNNING, CLAIM_JOB_RUNNING: a cancel fences the job's tasks in
 *       the transaction that changes the job.
 *   <li>ACCEPT_ROWS, FINISH_ALL_INPUTS: an attempt reports what it has staged, and the end only at the end; they
 *       guard against a worker that is wrong.
 *   <li>CLAIM_LEADER, CLAIM_BUDGET, CLAIM_DUE, SCHEDULE_BARRIER: coordinator and pipeliner keep to them too; and two
 *       leaders need both of the first gone to break a budget.
 *   <li>START_ATTEMPT, START_LEASE, RENEW_LEASE: a worker whose lease is over does not read, whatever it is granted, and
 *       a renewal tells it all the same which of its attempts are gone.
 *   <li>LIMIT_ALIVE, RETRY_LIMITS_ANEW: a job that ends for a limit too soon or for nothing says so just as honestly.
 *   <li>RENEW_NUMBER, ABORT_ATTEMPT, REDISPATCH_BOUND: without them an attempt is lost for nothing; that costs time.
 * </ul>
 */
class SimulationFindsBrokenRulesTest {
    private static final long FIRST_SEED = 3_000_000;
    private static final int RUNS = 400;

    @ParameterizedTest
    @EnumSource(
            value = Fence.class,
            names = {
                "SUBMIT_KEY",
                "CLAIM_PENDING",
                "START_ASSIGNED",
                "RENEW_LISTED",
                "ACCEPT_SEQ",
                "SPLIT_REST",
                "SCHEDULE_FROM",
                "SCHEDULE_JOB_ALIVE",
                "SCHEDULE_WITHIN_LIMITS",
                "LOSE_LEASE",
                "ABORT_RUNNING",
                "REDISPATCH_ASSIGNED",
                "CANCEL_ALIVE",
                "CANCEL_QUIET",
                "PAUSE_RUNNING",
                "RESUME_PAUSED",
                "RETRY_ENDED",
                "RETRY_TAKES_BACK",
                "LIMIT_PASSED",
                "COMPLETE_NOTHING_OPEN",
                "COMPLETE_NOTHING_UNSCHEDULED",
                "COMPLETE_ACCOUNTED"
            })
    void shouldBreakAGuaranteeWithoutThisFence(Fence fence) {
        SimulationConfig broken = SimulationConfig.STANDARD.with(Fences.without(fence));
        List<Violation> violations = new ArrayList<>();
        for (long seed = FIRST_SEED; violations.isEmpty() && seed < FIRST_SEED + RUNS; seed++) {
            try {
                new Simulation(seed, broken).run();
            } catch (Violation e) {
                violations.add(e);
            }
        }
        assertThat(violations)
                .as("what breaks in %d runs without %s", RUNS, fence)
                .isNotEmpty();
    }
}
