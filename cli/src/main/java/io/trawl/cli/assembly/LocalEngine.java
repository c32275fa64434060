package io.trawl.cli.assembly;

import io.trawl.engine.coordinator.ResourceCoordinator;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.desk.PacketDesk;
import io.trawl.engine.desk.WorkerDesk;
import io.trawl.engine.desk.WorkerProtocol;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.job.MeasuredJobs;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.NewJob;
import io.trawl.engine.orchestration.Acceptor;
import io.trawl.engine.orchestration.Assigner;
import io.trawl.engine.orchestration.CommandApplier;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.orchestration.LocalStreams;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.rates.KnownRates;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.worker.Worker;
import io.trawl.worker.WorkerConfig;
import io.trawl.worker.WorkerPorts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole engine in one process over bounded in-memory queues: assigner, coordinator, pipeliner, reaper, reconciler
 * and one worker, all on the given ledger.
 */
public final class LocalEngine implements AutoCloseable {
    private static final int REDISPATCH_PAGE = 5_000;
    /** EX_SOFTWARE of sysexits. */
    private static final int HALTED = 70;

    /**
     * How the engine runs.
     *
     * @param soleUser whether there is proof that no other process uses this ledger (an exclusive lock on its data
     *     directory): then what an earlier process left in flight is taken back at once instead of after its bounds
     * @param access what its worker may use to open sources
     * @param jobsAlive jobs of one tenant that may be alive at a time
     * @param tracing what is known and told of traces
     * @param installation its id; null refuses no job that would go round in a circle
     */
    public record Settings(
            WorkerConfig worker,
            Duration lease,
            Reconciler.Bounds bounds,
            boolean soleUser,
            SourceAccess access,
            int jobsAlive,
            Tracing tracing,
            @Nullable UUID installation) {
        /** With as many jobs as usual, no spans, and known to no master. */
        public Settings(
                WorkerConfig worker, Duration lease, Reconciler.Bounds bounds, boolean soleUser, SourceAccess access) {
            this(worker, lease, bounds, soleUser, access, NewJob.DEFAULT_ALIVE_LIMIT, Tracing.carryOn(), null);
        }
    }

    private final Ledger ledger;
    private final LocalQueues queues;
    private final PoolQueues pools;
    private final PacketDesk packets;
    private final WorkerDesk desk;
    private final Assigner assigner;
    private final Worker worker;
    private final Waits waits = new Waits();
    private final JobService jobs;
    private final List<LoopThread> threads = new ArrayList<>();
    private final LocalLoops.Progress progress;
    private final LoopThread assignerThread;
    private final LoopThread acceptorThread;

    private LocalEngine(
            Ledger ledger,
            Workloads workloads,
            byte[] installationKey,
            Settings settings,
            LocalQueues queues,
            EngineListener listener) {
        this.ledger = ledger;
        this.queues = queues;
        if (settings.soleUser()) {
            takeBackEverything(settings.worker().name());
        }
        Signal assign = new Signal();
        Supplier<UUID> ids = new TimeOrderedIds(InstantSource.system(), new SecureRandom());
        worker = new Worker(
                settings.worker(),
                new WorkerPorts(
                                ledger,
                                List.of(queues.packets()),
                                queues.reports(),
                                queues.heartbeats(),
                                listener,
                                LocalEngine::halt)
                        .under(settings.tracing()),
                workloads,
                installationKey,
                settings.access(),
                ids);
        pools = new PoolQueues(settings.worker().pool(), queues.work());
        assigner = new Assigner(
                ledger,
                new ResourceCoordinator(),
                waits,
                pools,
                listener,
                settings.tracing().jobs());
        Acceptor acceptor = new Acceptor(ledger, queues.events(), assign::raise, listener);
        packets = new PacketDesk(pools::packets, System::nanoTime);
        desk = new WorkerDesk(ledger, acceptor::handle, queues.heartbeats(), packets);
        CommandApplier applier = new CommandApplier(ledger, queues.events(), assign::raise, listener);
        KnownRates rates = new KnownRates(System::nanoTime);
        LocalStreams streams = new LocalStreams(
                settings.lease(), queues.commands(), rates::on, listener, System.nanoTime() / 1_000_000);
        Runnable stopped = () -> {
            assign.raise();
            worker.wake();
        };
        Reconciler reconciler = new Reconciler(ledger, settings.bounds(), queues.events(), stopped, listener);
        jobs = new MeasuredJobs(
                new LocalJobService(
                                ledger, workloads, ids, waits, assign::raise, _ -> stopped.run(), settings.jobsAlive())
                        .under(settings.tracing())
                        .knownAs(settings.installation()),
                rates);
        threads.add(thread(new LocalLoops.Streams(queues, streams), new Signal()));
        threads.add(thread(new LocalLoops.Commands(queues, applier), new Signal()));
        threads.add(thread(reconciler, new Signal()));
        threads.add(thread(packets, new Signal()));
        progress = new LocalLoops.Progress(queues, acceptor, worker);
        acceptorThread = thread(progress, new Signal());
        assignerThread = thread(assigner, assign);
    }

    public static LocalEngine start(
            Ledger ledger, Workloads workloads, byte[] installationKey, Settings settings, EngineListener listener) {
        LocalQueues.Capacities capacities =
                LocalQueues.Capacities.of(settings.worker().slots());
        return start(ledger, workloads, installationKey, settings, capacities, listener);
    }

    /** With queues of other sizes than the usual ones. */
    public static LocalEngine start(
            Ledger ledger,
            Workloads workloads,
            byte[] installationKey,
            Settings settings,
            LocalQueues.Capacities capacities,
            EngineListener listener) {
        LocalEngine engine =
                new LocalEngine(ledger, workloads, installationKey, settings, new LocalQueues(capacities), listener);
        engine.threads.forEach(LoopThread::start);
        engine.acceptorThread.start();
        engine.assignerThread.start();
        engine.worker.start(LocalLoops::report);
        return engine;
    }

    public JobService jobs() {
        return jobs;
    }

    public Waits waits() {
        return waits;
    }

    /** For workers of other processes. */
    public WorkerProtocol workers() {
        return desk;
    }

    /** Messages waiting, for metrics. */
    public LocalQueues queues() {
        return queues;
    }

    private static LoopThread thread(Loop loop, Signal signal) {
        return new LoopThread(loop, signal, LocalLoops::report);
    }

    /** What runs is lost without a report, as with any kill: the next start takes it back. */
    static void halt() {
        Runtime.getRuntime().halt(HALTED);
    }

    private void takeBackEverything(String workerName) {
        ledger.revokeLeases(workerName);
        while (ledger.loseExpired(REDISPATCH_PAGE).rows() > 0) {
            // One page at a time until nothing of an earlier process is left.
        }
        while (ledger.redispatch(Duration.ZERO, REDISPATCH_PAGE).rows() > 0) {
            // Packets of an earlier process were in its memory alone.
        }
    }

    /** Lets running attempts hand back what is left, takes their last reports, and stops. */
    @Override
    public void close() {
        assignerThread.close();
        assigner.close();
        packets.close();
        worker.close();
        queues.reports().close();
        acceptorThread.close();
        while (queues.reports().size() > 0) {
            progress.runOnce();
        }
        worker.endLease();
        queues.close();
        pools.close();
        threads.forEach(LoopThread::close);
    }
}
