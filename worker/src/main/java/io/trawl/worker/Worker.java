package io.trawl.worker;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRun.Surroundings;
import io.trawl.engine.attempt.Patience;
import io.trawl.engine.attempt.SourceRates;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.worker.StartSource.Asker;
import io.trawl.worker.StartSource.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * Takes as many starts as it has free slots, runs each on a virtual thread, and renews its lease on a thread of its own. Thread-safe.
 */
public final class Worker implements AutoCloseable {
    private static final Duration TAKE_WAIT = Duration.ofMillis(200);
    private static final int MAX_RESENDS = 2_000;
    private static final Duration RESEND_TURN = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int MAX_LOOKS = 50;

    private final WorkerConfig config;
    private final WorkerPorts ports;
    private final Supplier<UUID> ids;
    private final Execution execution;
    private final SourceRates rates;
    private final Eviction eviction;
    private final Semaphore slots;
    private final Patience patience = new SleepingPatience();
    private final Signal renewNow = new Signal();
    private final List<LoopThread> threads = new ArrayList<>();
    private volatile Incarnation incarnation;
    private volatile boolean draining;

    /** Opens the first lease. @param installationKey 32 secret bytes for keyed tokens */
    public Worker(
            WorkerConfig config,
            WorkerPorts ports,
            Workloads workloads,
            byte[] installationKey,
            SourceAccess access,
            Supplier<UUID> ids) {
        this.config = config;
        this.ports = ports;
        this.ids = ids;
        this.execution = new Execution(workloads, installationKey, access, ports.listener());
        this.rates = new SourceRates(ports.attempts(), Worker::millis, ports.listener()::paced);
        this.slots = new Semaphore(slotsFor(config, ports.starts().getFirst().batch()));
        this.incarnation = Incarnation.open(config, ports, ids);
        this.eviction = new Eviction(ports.halt(), incarnation.leaseLength(), System::nanoTime);
    }

    private static int slotsFor(WorkerConfig config, int batch) {
        if (batch > config.slots()) {
            throw new IllegalArgumentException("A worker that takes " + batch
                    + " packets at a time needs as many slots, got " + config.slots() + "; take fewer at a time.");
        }
        return config.slots();
    }

    /** Starts its threads. @param failures told of every turn that threw */
    public Worker start(BiConsumer<Loop, RuntimeException> failures) {
        ports.starts().forEach(one -> threads.add(new LoopThread(new Dispatch(one), new Signal(), failures).start()));
        threads.add(new LoopThread(new Renewal(), renewNow, failures).start());
        threads.add(new LoopThread(new Resending(), new Signal(), failures).start());
        threads.add(new LoopThread(eviction, new Signal(), failures).start());
        return this;
    }

    /** What became of reports, as far as the transport brings answers back. */
    public void acknowledge(List<Verdict> verdicts) {
        incarnation.registry().apply(verdicts);
        if (verdicts.stream().anyMatch(verdict -> verdict.kind() == Verdict.Kind.FENCED)) {
            // What was let go counts in the budget of its source until a renewal no longer lists it.
            renewNow.raise();
        }
    }

    /** Something changed that the next renewal would tell, such as a cancellation: renew at once. */
    public void wake() {
        renewNow.raise();
    }

    /** The name of the incarnation that works now. */
    public UUID id() {
        return incarnation.worker();
    }

    private final class Dispatch implements Loop {
        private final StartSource starts;

        private Dispatch(StartSource starts) {
            this.starts = starts;
        }

        @Override
        public String name() {
            return "worker-dispatch";
        }

        @Override
        public Duration runOnce() {
            if (draining) {
                // What was lent to it meanwhile, and never taken, would wait as long as this worker drains.
                starts.close();
                return config.drain();
            }
            try {
                dispatch(starts);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return takesWork() ? Duration.ZERO : TAKE_WAIT;
        }
    }

    /** Without a lease nothing would be granted: packets would go to and fro. */
    private boolean takesWork() {
        return !draining && incarnation.lease().alive();
    }

    /** An ask in vain may still be answered later, to whom asked: its slots are kept until something came of it. */
    private void dispatch(StartSource starts) throws InterruptedException {
        if (!acquired(starts)) {
            return;
        }
        int held = starts.batch();
        try {
            List<Started> started = List.of();
            while (started.isEmpty() && takesWork()) {
                // What one thread holds while it waits the others cannot use.
                held += ports.starts().size() == 1 ? slots.drainPermits() : 0;
                Incarnation now = incarnation;
                started = starts.take(
                        new Asker(now.registry(), () -> now.lease().alive() && !draining, now.leaseLength()), held);
                held -= started.size();
                started.forEach(one -> begin(now, one));
            }
        } finally {
            slots.release(held);
        }
    }

    private void begin(Incarnation now, Started one) {
        ports.listener().started(one.handle().packet().pool(), one.granted().waitedMillis());
        Thread.ofVirtual().name("trawl-attempt").start(() -> run(now, one));
    }

    private boolean acquired(StartSource starts) throws InterruptedException {
        if (takesWork() && slots.tryAcquire(starts.batch())) {
            return true;
        }
        starts.flush();
        return takesWork() && slots.tryAcquire(starts.batch(), TAKE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is logged meanwhile, by whatever part or library, names the job, its trace and the task. */
    private void run(Incarnation now, Started one) {
        TracedAttempt traced = TracedAttempt.of(ports.tracing(), one);
        try (MDC.MDCCloseable _ =
                        MDC.putCloseable("job_id", one.handle().packet().jobId().toString());
                MDC.MDCCloseable _ = MDC.putCloseable("trace", traced.traceId());
                MDC.MDCCloseable _ =
                        MDC.putCloseable("task_id", Long.toString(one.granted().taskId()))) {
            traced.run(() -> attempt(now, one));
        }
    }

    /** @return what became of it, in one word */
    private String attempt(Incarnation now, Started one) {
        AttemptHandle handle = one.handle();
        eviction.enter(handle, now);
        try {
            Optional<TaskSpec> spec = one.spec().get();
            if (spec.isPresent()) {
                Surroundings around = new Surroundings(
                        ports.attempts(),
                        ports.reports(),
                        new FairTurn(now.lease()::alive),
                        Worker::millis,
                        config.chunkInterval().toMillis(),
                        patience,
                        rates);
                return execution.run(handle, now, one.granted(), spec.get(), around);
            }
            handle.stop();
            return TracedAttempt.JOB_GONE;
        } catch (RuntimeException | Error e) {
            // Not the handler's failure: the ledger or the machine. The attempt is let go and counts as lost.
            handle.stop();
            System.getLogger(Worker.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "An attempt ended abnormally: {0}",
                            e.getClass().getName());
            return TracedAttempt.ABNORMAL;
        } finally {
            eviction.leave(handle);
            release(now, handle);
        }
    }

    private void release(Incarnation now, AttemptHandle handle) {
        slots.release();
        if (handle.stopped() || !now.lease().alive()) {
            now.registry().forget(handle.execution());
            renewNow.raise();
        }
    }

    private final class Renewal implements Loop {
        @Override
        public String name() {
            return "worker-renewal";
        }

        @Override
        public Duration runOnce() {
            renew();
            return incarnation.leaseLength().dividedBy(3);
        }
    }

    private void renew() {
        Incarnation now = incarnation;
        Heartbeat heartbeat = now.registry().heartbeat();
        long sentAt = System.nanoTime();
        Optional<Renewed> answer = ports.leases().renew(heartbeat);
        if (answer.isEmpty()) {
            beginAnew(now);
            return;
        }
        now.renewed(sentAt);
        now.registry().apply(heartbeat, answer.get());
        ports.heartbeats().send(List.of(heartbeat));
    }

    /** On a thread of its own: a transport that takes its time must not cost the lease. */
    private final class Resending implements Loop {
        @Override
        public String name() {
            return "worker-resending";
        }

        @Override
        public Duration runOnce() {
            List<Report> due = incarnation.registry().resends(millis(), MAX_RESENDS);
            if (!due.isEmpty()) {
                ports.reports().send(due);
            }
            return RESEND_TURN;
        }
    }

    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    /** The lease ran out: nothing of the old life counts any more. */
    private void beginAnew(Incarnation old) {
        old.lease().revoke();
        old.registry().handles().forEach(AttemptHandle::stop);
        if (!draining) {
            incarnation = Incarnation.open(config, ports, ids);
        }
    }

    /** Takes nothing more, lets running attempts hand back what is left within the grace period, ends the lease. */
    @Override
    public void close() {
        draining = true;
        ports.starts().forEach(StartSource::stopAsking);
        incarnation.registry().handles().forEach(AttemptHandle::drain);
        try {
            if (slots.tryAcquire(config.slots(), config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                slots.release(config.slots());
                awaitAcknowledgements();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(LoopThread::close);
        ports.starts().forEach(StartSource::close);
        incarnation.registry().handles().forEach(AttemptHandle::stop);
    }

    /** What was reported last is not known to be taken before a renewal says so: asked for a bounded time. */
    private void awaitAcknowledgements() throws InterruptedException {
        for (int looks = 0; looks < MAX_LOOKS && mustWait(); looks++) {
            renewNow.raise();
            Thread.sleep(LOOK);
        }
    }

    private boolean mustWait() {
        Incarnation now = incarnation;
        return now.lease().alive() && !now.registry().handles().isEmpty();
    }

    /** Ends the lease; call it when the last reports were taken, since what is not accepted by then is run again. */
    public void endLease() {
        ports.leases().closeLease(incarnation.worker());
    }
}
