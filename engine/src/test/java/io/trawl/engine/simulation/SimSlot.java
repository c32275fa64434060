package io.trawl.engine.simulation;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRun;
import io.trawl.engine.attempt.AttemptRun.Surroundings;
import io.trawl.engine.attempt.Patience;
import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.workload.AttemptStopped;
import io.trawl.schemas.Report;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of a worker that runs one attempt at a time. */
final class SimSlot implements EchoHandler.Surprises {
    private static final int START_TRIES = 4;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final World world;
    private final SimWorker worker;
    private final Incarnation incarnation;
    private final Life thread;
    private final FaultyLedger ledger;
    private @Nullable AttemptHandle handle;
    private @Nullable AttemptRun run;
    private @Nullable EchoHandler handler;
    private boolean reading;

    SimSlot(World world, SimWorker worker, Incarnation incarnation, Life thread) {
        this.world = world;
        this.worker = worker;
        this.incarnation = incarnation;
        this.thread = thread;
        this.ledger = new FaultyLedger(world, thread, worker.mishaps());
    }

    boolean free() {
        return handle == null;
    }

    /** Whether it is inside a read that does not return. */
    boolean hangs() {
        return reading;
    }

    void begin(AttemptHandle offered) {
        handle = offered;
        world.timeline().after(world.chaos().between(0, 30), thread, () -> start(1));
    }

    private void start(int tries) {
        try {
            JobSpec spec = ledger.spec(handle.packet().jobId()).orElseThrow();
            StartAnswer answer = ledger.start(List.of(incarnation.registry().startRequest(handle)))
                    .getFirst();
            switch (answer) {
                case StartAnswer.Refused _ -> letGo();
                case StartAnswer.Granted granted -> granted(spec, granted);
            }
        } catch (LedgerUnavailable e) {
            if (tries < START_TRIES && world.chaos().chance(0.8)) {
                world.timeline().after(world.chaos().between(50, 800), thread, () -> start(tries + 1));
            } else {
                letGo();
            }
        }
    }

    private void granted(JobSpec spec, StartAnswer.Granted grant) {
        incarnation.registry().granted(handle);
        Execution execution = world.observations().granted(spec.jobId(), grant, incarnation.lease()::alive);
        LongSupplier millis = () -> incarnation.nanos().getAsLong() / NANOS_PER_MILLI;
        Surroundings around = new Surroundings(
                ledger, this::send, incarnation.lease()::alive, millis, worker.chunkMillis(), patience());
        run = new AttemptRun(handle, incarnation.id(), grant, spec.isLastPhase(grant.phase()), around);
        handler = new EchoHandler(
                EchoTree.of(spec.request()),
                grant.phase(),
                grant.checkpoint().recordsDone(),
                execution,
                world.observations(),
                this);
        next();
    }

    private int send(List<Report> reports) {
        worker.mishaps().at(thread, "report");
        if (world.traced()) {
            world.say(thread, "reports " + reports);
        }
        return world.transport().progress().send(reports);
    }

    private Patience patience() {
        return tries -> {
            if (!world.timeline().canWait()) {
                throw new AttemptStopped("Nobody waits that long.");
            }
            world.timeline().pass(thread, world.chaos().between(20, 200L * Math.min(tries, 10)));
        };
    }

    private void next() {
        world.timeline().after(world.chaos().between(10, 150), thread, this::step);
    }

    private void step() {
        try {
            if (worker.draining()) {
                run.handBack();
                idle();
            } else if (run.step(handler)) {
                next();
            } else {
                idle();
            }
        } catch (AttemptStopped e) {
            world.say(thread, "stops " + handle.execution());
            letGo();
        }
    }

    /** Nothing more is said of the attempt. */
    private void letGo() {
        incarnation.registry().forget(handle.execution());
        idle();
    }

    private void idle() {
        handle = null;
        run = null;
        handler = null;
    }

    @Override
    public void duringRead() {
        if (world.timeline().canWait() && world.chaos().strikes(Fault.HANDLER_HUNG)) {
            world.say(thread, "hangs in a read");
            reading = true;
            world.timeline().pass(thread, world.chaos().standstill(500, 14_000));
            reading = false;
            worker.requireLeaseAfterHang(thread, incarnation);
        }
    }

    @Override
    public boolean betweenReads() {
        if (world.timeline().canWait() && world.chaos().strikes(Fault.HANDLER_SLOW)) {
            world.timeline().pass(thread, world.chaos().between(10, 400));
            return true;
        }
        return false;
    }

    @Override
    public void fail() {
        world.chaos().count(Fault.RECORD_FAILED);
    }

    @Override
    public void kill() {
        world.chaos().count(Fault.RECORD_KILLED_WORKER);
        world.say(thread, "is killed by what it reads");
        worker.mishaps().die(thread);
    }
}
