package io.trawl.engine.simulation;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.WorkPacket;
import java.util.List;

/**
 * A worker process: it renews its lease, takes packets, sends again what nobody answered, and gives up what it has
 * when its own clock says that its lease is over. It dies, comes back, stands still, and is drained.
 */
final class SimWorker {
    private static final long RENEW_MS = World.LEASE.toMillis() / 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int RESENDS = 50;

    private final World world;
    private final String name;
    private final int slots;
    private final long chunkMillis;
    private final boolean revokes;
    /** Of its monotonic clock, which has nothing to do with anyone else's. */
    private final long clockOffset;

    private Life process;
    private Life main;
    private Incarnation now;
    private boolean draining;
    private long renewAt;

    /** @param revokes whether it comes back with proof that no process of its name lives */
    SimWorker(World world, String name, boolean revokes) {
        this.world = world;
        this.name = name;
        this.revokes = revokes;
        Chaos chaos = world.chaos();
        this.slots = 1 + chaos.pick(3);
        this.chunkMillis = 150L * chaos.pick(3);
        this.clockOffset = chaos.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
        world.transport().work().listen(() -> soon(this::takeWork));
        boot();
    }

    Life process() {
        return process;
    }

    Mishaps.OfProcess mishaps() {
        return new Mishaps.OfProcess(world, Fault.WORKER_CRASHED, Fault.WORKER_FROZEN, this::buried);
    }

    long chunkMillis() {
        return chunkMillis;
    }

    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    private void buried() {
        world.timeline().after(world.chaos().between(300, 12_000), Life.process(name + " restart"), this::boot);
    }

    private void boot() {
        process = Life.process(name);
        main = process.thread("main");
        draining = false;
        reincarnate();
        // What an earlier life left is taken back before this one opens its lease, never after.
        soon(revokes ? this::revokeAndTick : this::tick);
    }

    private void revokeAndTick() {
        revoke();
        tick();
    }

    private void revoke() {
        try {
            ledger().revokeLeases(name);
        } catch (LedgerUnavailable e) {
            // Only a shortcut: the old lease runs out by itself.
        }
    }

    private void reincarnate() {
        now = new Incarnation(world, name, slots, this::nanos);
        for (int i = 0; i < slots; i++) {
            now.slots().add(new SimSlot(world, this, now, process.thread("slot" + i)));
        }
        renewAt = 0;
    }

    private long nanos() {
        return clockOffset + world.timeline().now() * NANOS_PER_MILLI;
    }

    private FaultyLedger ledger() {
        return new FaultyLedger(world, main, mishaps());
    }

    private void soon(Runnable action) {
        world.timeline().after(world.chaos().between(0, 40), main, action);
    }

    private void tick() {
        try {
            work();
        } catch (LedgerUnavailable e) {
            renewAt = world.timeline().now() + 300;
        }
        world.timeline().after(world.chaos().between(200, 500), main, this::tick);
    }

    private void work() {
        if (now.over()) {
            leaseIsOver(now);
        }
        long time = world.timeline().now();
        if (time >= renewAt && !now.opened()) {
            now.open(ledger());
            renewAt = 0;
            watch();
        }
        if (time >= renewAt) {
            renewAt = time + RENEW_MS;
            Heartbeat beat = now.registry().heartbeat();
            world.transport().heartbeats().send(List.of(beat));
            now.renew(ledger(), beat);
            watch();
        }
        world.transport().progress().send(now.registry().resends(nanos() / NANOS_PER_MILLI, RESENDS));
        takeWork();
        if (draining && now.registry().handles().isEmpty()) {
            leave();
        }
    }

    /** Wakes up when the lease will have run out, to stop what then still reads. */
    private void watch() {
        Incarnation watched = now;
        Life watchdog = process.thread("watchdog");
        world.timeline().after(World.LEASE.toMillis(), watchdog, () -> {
            if (watched.over() && watched.slots().stream().anyMatch(SimSlot::hangs)) {
                halt(watchdog, "still reads without a lease");
            }
        });
    }

    /** A read that hung has returned: the watchdog may just not have come to it yet. */
    void requireLeaseAfterHang(Life thread, Incarnation incarnation) {
        if (incarnation.over()) {
            halt(thread, "has hung beyond its lease");
        }
    }

    private void halt(Life thread, String why) {
        world.chaos().count(Fault.LEASE_RAN_OUT);
        world.say(process, "halts: " + why);
        mishaps().die(thread);
    }

    private void leaseIsOver(Incarnation ended) {
        if (ended.slots().stream().anyMatch(SimSlot::hangs)) {
            halt(main, "something hangs and its lease is over");
        }
        world.chaos().count(Fault.LEASE_RAN_OUT);
        world.say(process, "begins anew: its lease is over");
        reincarnate();
    }

    private void takeWork() {
        if (!now.opened() || now.over() || draining) {
            return;
        }
        for (SimSlot slot : now.slots()) {
            List<WorkPacket> packet = slot.free() ? world.transport().work().poll(1) : List.of();
            packet.forEach(one -> now.registry().register(one).ifPresent(slot::begin));
        }
    }

    /** Verdicts are for whoever knows the execution. */
    void hear(List<Verdict> verdicts) {
        if (process.alive() && process.frozenUntil() <= world.timeline().now()) {
            now.registry().apply(verdicts);
        }
    }

    private void leave() {
        world.say(process, "leaves");
        now.lease().revoke();
        try {
            ledger().closeLease(now.id());
        } catch (LedgerUnavailable e) {
            // It runs out by itself.
        }
        mishaps().die(main);
    }
}
