package io.trawl.engine.simulation;

import java.util.List;

/** What befalls processes from outside, between their calls. */
final class Mischief {
    private static final long EVERY_MS = 500;

    private final World world;
    private final List<SimWorker> workers;
    private final List<SimOrchestrator> orchestrators;
    private final Life life = Life.process("mischief");

    Mischief(World world, List<SimWorker> workers, List<SimOrchestrator> orchestrators) {
        this.world = world;
        this.workers = workers;
        this.orchestrators = orchestrators;
        world.timeline().after(EVERY_MS, life, this::strike);
    }

    private void strike() {
        Chaos chaos = world.chaos();
        if (chaos.strikes(Fault.TRANSPORT_WIPED)) {
            world.say(life, "wipes the transport");
            world.transport().wipe();
        }
        if (chaos.strikes(Fault.LEADER_DEPOSED)) {
            world.say(life, "deposes the leader");
            world.ledger().depose();
        }
        SimWorker worker = workers.get(chaos.pick(workers.size()));
        if (chaos.strikes(Fault.WORKER_DRAINED)) {
            world.say(worker.process(), "is asked to leave");
            worker.drain();
        }
        freezeIdly(worker.process(), worker.mishaps());
        SimOrchestrator orchestrator = orchestrators.get(chaos.pick(orchestrators.size()));
        freezeIdly(orchestrator.process(), orchestrator.mishaps());
        if (!chaos.over()) {
            world.timeline().after(EVERY_MS, life, this::strike);
        }
    }

    private void freezeIdly(Life process, Mishaps.OfProcess mishaps) {
        Chaos chaos = world.chaos();
        if (chaos.considers(Fault.FROZEN_IDLY) && !world.soloTaskOpen() && chaos.count(Fault.FROZEN_IDLY)) {
            chaos.count(mishaps.freeze());
            long still = chaos.standstill(1_000, 16_000);
            world.say(process, "is frozen for " + still + " ms");
            mishaps.freeze(process, still);
        }
    }
}
