package io.trawl.engine.simulation;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Budget;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run: the real engine over the ledger in memory, with workers, orchestrators, users and a transport that follow
 * from the seed, on one thread and in virtual time. Faults for a while, then time to heal.
 */
final class Simulation {
    private static final int CHECK_EVERY = 300;
    /** Several times what the longest runs take. */
    private static final int MAX_STEPS = 30_000;

    private static final long LOOK_MS = 2_000;
    /** What is still on its way when all has ended must do no harm either. */
    private static final long AFTERMATH_MS = Channel.MAX_LATE_MS + 1_000;

    private final World world;
    private final Trace trace;
    private final List<Invariant> invariants;
    private final List<SimJob> jobs = new ArrayList<>();
    private final List<SimUser> users = new ArrayList<>();
    private final Map<String, Integer> budgets = new TreeMap<>();

    Simulation(long seed, SimulationConfig config) {
        this(seed, config, false);
    }

    /** @param traced whether to write down everything that happens */
    Simulation(long seed, SimulationConfig config, boolean traced) {
        this.trace = new Trace(traced);
        this.invariants = List.of(
                new BudgetHolds(budgets),
                new Resumes(),
                new CountersAddUp(budgets),
                new NothingLost(),
                new OnceOnly(),
                new CancelMeansStop(),
                new LimitMeansStop(),
                new HonestReceipt());
        this.world = new World(seed, config, trace, invariants, this::afterStep);
        populate(config);
    }

    private void populate(SimulationConfig config) {
        Chaos chaos = world.chaos();
        EngineListener listener = EngineListener.NONE;
        List<SimOrchestrator> orchestrators =
                List.of(new SimOrchestrator(world, "o1", listener), new SimOrchestrator(world, "o2", listener));
        new SimStreams(world);
        boolean revokes = chaos.chance(0.3);
        List<SimWorker> workers = new ArrayList<>();
        for (int i = 1; i <= config.workers(); i++) {
            workers.add(new SimWorker(world, "w" + i, revokes));
        }
        Channel<Verdict> answers = world.transport().answers();
        answers.listen(() -> {
            var verdicts = answers.poll(Integer.MAX_VALUE);
            workers.forEach(worker -> worker.hear(verdicts));
        });
        new Mischief(world, workers, orchestrators);
        EchoWorkload workload = new EchoWorkload(world.random());
        int sources = 1 + chaos.pick(3);
        for (int i = 1; i <= sources; i++) {
            budgets.put("ds_" + i, 1 + chaos.pick(3));
        }
        for (int i = 1; i <= config.jobs(); i++) {
            submit(i, workload, config.faultsFor().toMillis());
        }
    }

    private void submit(int number, EchoWorkload workload, long faultsFor) {
        Chaos chaos = world.chaos();
        List<SourceSpec> sources = budgets.entrySet().stream()
                .filter(source -> source.getKey().equals("ds_1") || chaos.chance(0.6))
                .map(source -> new SourceSpec(
                        source.getKey(), "echo", Map.of(), new Budget(source.getValue()), null, Incarnation.POOL))
                .toList();
        String deadly = number == 1 && chaos.chance(0.15) ? "ds_1." + chaos.pick(4) : null;
        EchoTree tree = new EchoTree(chaos.pick(Integer.MAX_VALUE), deadly);
        JobRequest request = new JobRequest(
                "job" + number, workload.name(), sources, tree.options(), 1 + chaos.pick(9), limits(chaos), Map.of());
        SimJob job = new SimJob("job" + number, request, workload.phaseNames());
        jobs.add(job);
        SimUser user = new SimUser(world, job, new Workloads(List.of(workload)));
        long submitAt = chaos.between(0, faultsFor / 2);
        user.submitAfter(submitAt);
        if (chaos.chance(0.3)) {
            user.cancelAfter(submitAt + chaos.between(0, faultsFor));
        }
        if (chaos.chance(0.3)) {
            user.pauseAfter(submitAt + chaos.between(0, faultsFor), chaos.chance(0.5));
        }
        if (chaos.chance(0.4)) {
            user.retryAfter(submitAt + chaos.between(0, faultsFor), 1 + chaos.pick(2));
        }
        users.add(user);
    }

    private static JobLimits limits(Chaos chaos) {
        return new JobLimits(
                chaos.chance(0.3) ? 1 + chaos.pick(3) : null,
                chaos.chance(0.1) ? Duration.ofMillis(chaos.between(1_000, 60_000)) : null,
                chaos.chance(0.1) ? Duration.ofMillis(chaos.between(1_000, 40_000)) : null,
                chaos.chance(0.1) ? chaos.between(1, 120) : null);
    }

    /** @throws Violation when a guarantee was broken */
    SimulationOutcome run() {
        long end = world.timeline().now()
                + world.config().faultsFor().plus(world.config().healingFor()).toMillis();
        while (world.timeline().now() < end && !ended()) {
            world.timeline().runUntil(world.timeline().now() + LOOK_MS);
        }
        world.timeline().runUntil(world.timeline().now() + AFTERMATH_MS);
        LedgerSnapshot rows = world.ledger().snapshot();
        invariants.forEach(invariant -> invariant.atEnd(world.ledger(), rows, jobs));
        return SimulationOutcome.of(world, rows);
    }

    private boolean ended() {
        return users.stream().allMatch(SimUser::rests)
                && jobs.stream().allMatch(job -> job.id() != null && world.ended(job));
    }

    private void afterStep() {
        if (world.timeline().steps() > MAX_STEPS) {
            throw new Violation("NothingLost", "it does not come to rest in " + MAX_STEPS + " steps");
        }
        if (world.timeline().steps() % CHECK_EVERY == 0) {
            LedgerSnapshot rows = world.ledger().snapshot();
            invariants.forEach(invariant -> invariant.meanwhile(rows));
        }
    }

    long steps() {
        return world.timeline().steps();
    }

    long virtualMillis() {
        return world.timeline().now() - VirtualClock.EPOCH_MILLIS;
    }

    Trace trace() {
        return trace;
    }
}
