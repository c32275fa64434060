package io.trawl.engine.simulation;

import io.trawl.engine.coordinator.ResourceCoordinator;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.orchestration.Acceptor;
import io.trawl.engine.orchestration.Assigner;
import io.trawl.engine.orchestration.CommandApplier;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.schemas.Command;
import io.trawl.schemas.Report;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One replica: it may lead, takes reports and commands in, and reconciles. It dies, comes back, and stands still. */
final class SimOrchestrator {
    private static final int BATCH = 50;
    private static final long AFTER_FAILURE_MS = 500;
    /** Longer than the assigner asks for: it is woken when there is reason to. */
    private static final long MIN_PAUSE_MS = 400;

    private static final long POLL_MS = 2_000;

    private static final Reconciler.Bounds BOUNDS = new Reconciler.Bounds(
            Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofMillis(1_500), 100);

    private final World world;
    private final String name;
    private final EngineListener listener;
    private Life process;
    private Life assigning;
    private Life accepting;
    private Life applying;
    private Assigner assigner;
    private Acceptor acceptor;
    private CommandApplier applier;
    private boolean wakePending;

    SimOrchestrator(World world, String name, EngineListener listener) {
        this.world = world;
        this.name = name;
        this.listener = listener;
        world.transport().progress().listen(() -> soon(accepting, this::accept));
        world.transport().commands().listen(() -> soon(applying, this::apply));
        boot();
    }

    Life process() {
        return process;
    }

    private void boot() {
        process = Life.process(name);
        assigning = process.thread("assigner");
        accepting = process.thread("acceptor");
        applying = process.thread("applier");
        FaultyTransport to = world.transport();
        wakePending = false;
        Runnable wake = this::wakeAssigner;
        assigner = new Assigner(seenBy(assigning), new ResourceCoordinator(), new Waits(), to.work(), listener);
        acceptor = new Acceptor(seenBy(accepting), to.events(), wake, listener);
        applier = new CommandApplier(seenBy(applying), to.events(), wake, listener);
        Life reconciling = process.thread("reconciler");
        Reconciler reconciler = new Reconciler(seenBy(reconciling), BOUNDS, to.events(), wake, listener);
        turn(assigning, assigner);
        turn(reconciling, reconciler);
        poll();
    }

    private FaultyLedger seenBy(Life thread) {
        return new FaultyLedger(world, thread, mishaps());
    }

    Mishaps.OfProcess mishaps() {
        return new Mishaps.OfProcess(world, Fault.ORCHESTRATOR_CRASHED, Fault.ORCHESTRATOR_FROZEN, this::buried);
    }

    private void buried() {
        world.deposeAfter(world.chaos().between(100, Mishaps.LOCK_HELD_MS));
        world.timeline().after(world.chaos().between(500, 10_000), Life.process(name + " restart"), this::boot);
    }

    /** Wake-ups that come together are one. */
    private void wakeAssigner() {
        if (!wakePending) {
            wakePending = true;
            soon(assigning, () -> {
                wakePending = false;
                assigner.runOnce();
            });
        }
    }

    private void soon(Life thread, Runnable action) {
        world.timeline().after(world.chaos().between(10, 120), thread, () -> quietly(action));
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (LedgerUnavailable e) {
            // As a loop does: the next turn tries again.
        }
    }

    private void turn(Life thread, Loop loop) {
        world.timeline().after(world.chaos().between(0, 100), thread, () -> takeTurn(thread, loop));
    }

    private void takeTurn(Life thread, Loop loop) {
        long pause;
        try {
            pause = loop.runOnce().toMillis();
        } catch (LedgerUnavailable e) {
            pause = AFTER_FAILURE_MS;
        }
        world.timeline().after(Math.max(MIN_PAUSE_MS, pause), thread, () -> takeTurn(thread, loop));
    }

    private void poll() {
        soon(accepting, this::accept);
        soon(applying, this::apply);
        world.timeline().after(POLL_MS, accepting, this::poll);
    }

    private void accept() {
        consume(world.transport().progress(), (List<Report> reports) -> {
            List<Verdict> verdicts = acceptor.handle(reports);
            world.transport().answers().send(verdicts);
        });
    }

    private void apply() {
        consume(world.transport().commands(), (List<Command> commands) -> applier.handle(commands));
    }

    /** At least once: what was not finished with comes again. */
    private <T> void consume(Channel<T> channel, Consumer<List<T>> handler) {
        List<T> batch = channel.poll(BATCH);
        if (batch.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            handler.accept(batch);
            done = true;
        } finally {
            if (!done) {
                channel.giveBack(batch);
            }
        }
    }
}
