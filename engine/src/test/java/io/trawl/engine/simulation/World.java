package io.trawl.engine.simulation;

import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What everyone in a simulation shares. */
final class World {
    static final Duration LEASE = Duration.ofSeconds(5);
    static final RetryPolicy POLICY = new RetryPolicy(3, 3, 2, Duration.ofMillis(400), Duration.ofSeconds(3));

    private final SimulationConfig config;
    private final SplittableRandom ids;
    private final SplittableRandom shapes;
    private final VirtualClock clock = new VirtualClock();
    private final Timeline timeline;
    private final Chaos chaos;
    private final Trace trace;
    private final InMemoryLedger ledger;
    private final FaultyTransport transport;
    private final Observations observations;
    private final Life elsewhere = Life.process("elsewhere");

    World(long seed, SimulationConfig config, Trace trace, List<Invariant> invariants, Runnable afterStep) {
        SplittableRandom root = new SplittableRandom(seed);
        this.config = config;
        this.trace = trace;
        this.ids = root.split();
        this.shapes = root.split();
        this.timeline = new Timeline(clock, root.split(), afterStep);
        SplittableRandom faults = root.split();
        long faultsUntil = clock.millis() + config.faultsFor().toMillis();
        this.chaos = new Chaos(faults, config.wildness(faults), clock::millis, faultsUntil);
        this.ledger = new InMemoryLedger(clock, config.fences(), POLICY, LEASE, root.split());
        this.transport = FaultyTransport.in(this);
        this.observations = new Observations(invariants);
    }

    SimulationConfig config() {
        return config;
    }

    Timeline timeline() {
        return timeline;
    }

    VirtualClock clock() {
        return clock;
    }

    Chaos chaos() {
        return chaos;
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    FaultyTransport transport() {
        return transport;
    }

    Observations observations() {
        return observations;
    }

    /** A connection that was lost or is idle for too long gives its lock back. */
    void deposeAfter(long millis) {
        timeline.after(millis, elsewhere, ledger::depose);
    }

    /** Rows on their way arrive although their sender gave up on them. */
    void stageAfter(long millis, StagedChunk chunk) {
        timeline.after(millis, elsewhere, () -> ledger.stage(chunk));
    }

    RandomGenerator random() {
        return shapes;
    }

    UUID newId() {
        return new UUID(ids.nextLong(), ids.nextLong());
    }

    /** Whether a task must run alone now. */
    boolean soloTaskOpen() {
        return ledger.snapshot().tasks().stream().anyMatch(Mishaps::solo);
    }

    boolean traced() {
        return trace.on();
    }

    void say(Object who, String what) {
        if (trace.on()) {
            trace.say(clock.millis() - VirtualClock.EPOCH_MILLIS, who, what);
        }
    }

    /** Whether a job that was answered has ended, for now. */
    boolean ended(SimJob job) {
        return ledger().status(SimUser.TENANT, List.of(job.id()))
                .getFirst()
                .state()
                .terminal();
    }
}
