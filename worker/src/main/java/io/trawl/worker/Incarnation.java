package io.trawl.worker;

import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.attempt.LeaseClock;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** One life of a worker under one lease. When the lease runs out the worker goes on as a new one. */
record Incarnation(AttemptRegistry registry, LeaseClock lease, Duration leaseLength) {
    static Incarnation open(WorkerConfig config, WorkerPorts ports, Supplier<UUID> ids) {
        UUID worker = ids.get();
        LeaseClock lease = new LeaseClock(System::nanoTime);
        long sentAt = System.nanoTime();
        Duration length = ports.leases()
                .openLease(new WorkerInfo(worker, config.name(), config.pool(), config.slots(), config.labels()));
        lease.renewed(sentAt, usable(length));
        return new Incarnation(
                new AttemptRegistry(worker, config.name(), config.pool(), config.slots(), ids), lease, length);
    }

    /** A renewal sent at {@code sentAt} was answered. */
    void renewed(long sentAt) {
        lease.renewed(sentAt, usable(leaseLength));
    }

    /** A tenth is kept back: a thread that is slow to notice the end must still be out before the ledger gives its work away. */
    private static Duration usable(Duration length) {
        return length.multipliedBy(9).dividedBy(10);
    }

    UUID worker() {
        return registry.worker();
    }
}
