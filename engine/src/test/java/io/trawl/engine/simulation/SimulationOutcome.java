package io.trawl.engine.simulation;

import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.JobState;
import java.util.EnumMap;
import java.util.Map;

/**
 * What happened in one run, or in many added up.
 *
 * @param lost executions that were granted and never told of their end
 * @param fenced reports refused
 */
record SimulationOutcome(
        int runs, long steps, int lost, int fenced, Map<Fault, Integer> faults, Map<JobState, Integer> jobs) {
    static final SimulationOutcome NONE = new SimulationOutcome(0, 0, 0, 0, Map.of(), Map.of());

    static SimulationOutcome of(World world, LedgerSnapshot rows) {
        Map<JobState, Integer> jobs = new EnumMap<>(JobState.class);
        rows.jobs().forEach(job -> jobs.merge(job.state(), 1, Integer::sum));
        return new SimulationOutcome(
                1,
                world.timeline().steps(),
                world.observations().lost(),
                world.observations().fenced(),
                world.chaos().counts(),
                jobs);
    }

    SimulationOutcome plus(SimulationOutcome other) {
        return new SimulationOutcome(
                runs + other.runs,
                steps + other.steps,
                lost + other.lost,
                fenced + other.fenced,
                sum(Fault.class, faults, other.faults),
                sum(JobState.class, jobs, other.jobs));
    }

    private static <K extends Enum<K>> Map<K, Integer> sum(
            Class<K> type, Map<K, Integer> some, Map<K, Integer> others) {
        Map<K, Integer> sum = new EnumMap<>(type);
        sum.putAll(some);
        others.forEach((key, count) -> sum.merge(key, count, Integer::sum));
        return sum;
    }

    @Override
    public String toString() {
        return runs + " runs, " + steps + " steps, faults " + faults + ", attempts lost " + lost + ", reports fenced "
                + fenced + ", jobs " + jobs;
    }
}
