package io.trawl.engine.simulation;

import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.attempt.LeaseClock;
import io.trawl.engine.ledger.Ledger;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** A worker under one lease: it ends with the process, or when the lease has run out. */
final class Incarnation {
    static final String POOL = "default";

    private final WorkerInfo info;
    private final AttemptRegistry registry;
    private final LeaseClock lease;
    private final LongSupplier nanos;
    private final List<SimSlot> slots = new ArrayList<>();
    private Duration length = Duration.ZERO;
    private boolean opened;
    private boolean refused;

    Incarnation(World world, String name, int slots, LongSupplier nanos) {
        UUID id = world.newId();
        this.info = new WorkerInfo(id, name, POOL, slots);
        this.registry = new AttemptRegistry(id, name, POOL, slots, world::newId);
        this.lease = new LeaseClock(nanos);
        this.nanos = nanos;
    }

    UUID id() {
        return info.worker();
    }

    AttemptRegistry registry() {
        return registry;
    }

    LeaseClock lease() {
        return lease;
    }

    LongSupplier nanos() {
        return nanos;
    }

    List<SimSlot> slots() {
        return slots;
    }

    boolean opened() {
        return opened;
    }

    /** Whether its lease, once opened, is over. */
    boolean over() {
        return refused || (opened && !lease.alive());
    }

    void open(Ledger ledger) {
        long sentAt = nanos.getAsLong();
        length = ledger.openLease(info);
        lease.renewed(sentAt, length);
        opened = true;
    }

    void renew(Ledger ledger, Heartbeat beat) {
        long sentAt = nanos.getAsLong();
        Optional<Renewed> answer = ledger.renew(beat);
        if (answer.isEmpty()) {
            refused = true;
            lease.revoke();
            return;
        }
        lease.renewed(sentAt, length);
        registry.apply(beat, answer.get());
    }
}
