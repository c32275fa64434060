package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Command;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WorkPacket;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One incarnation of a worker, with its lease open. */
final class WorkerActor {
    static final int SLOTS = 4;

    private final Scenario scenario;
    private final UUID id = UUID.randomUUID();
    private final String name;
    private long number;

    WorkerActor(Scenario scenario, String name) {
        this.scenario = scenario;
        this.name = name;
        scenario.ledger().openLease(info());
    }

    WorkerInfo info() {
        return new WorkerInfo(id, name, SourceSpec.DEFAULT_POOL, SLOTS);
    }

    UUID id() {
        return id;
    }

    /** Number of the newest renewal it has composed. */
    long number() {
        return number;
    }

    StartAnswer ask(WorkPacket packet, UUID execution) {
        StartRequest request =
                new StartRequest(packet.jobId(), packet.taskId(), packet.attempt(), execution, id, number);
        return scenario.ledger().start(List.of(request)).getFirst();
    }

    boolean isGranted(WorkPacket packet, UUID execution) {
        return ask(packet, execution) instanceof StartAnswer.Granted;
    }

    boolean isGranted(WorkPacket packet) {
        return isGranted(packet, UUID.randomUUID());
    }

    AttemptActor start(WorkPacket packet) {
        return start(packet, UUID.randomUUID());
    }

    AttemptActor start(WorkPacket packet, UUID execution) {
        StartAnswer answer = ask(packet, execution);
        assertThat(answer).isInstanceOf(StartAnswer.Granted.class);
        return new AttemptActor(scenario, this, packet, (StartAnswer.Granted) answer);
    }

    /** Composes the next renewal, and has it answered. */
    Optional<Renewed> renew(AttemptActor... listed) {
        return renewWith(++number, listed);
    }

    Optional<Renewed> renewWith(long composed, AttemptActor... listed) {
        List<Heartbeat.Listed> attempts =
                Stream.of(listed).map(AttemptActor::listed).toList();
        return scenario.ledger()
                .renew(new Heartbeat(Heartbeat.VERSION, id, name, SourceSpec.DEFAULT_POOL, composed, SLOTS, attempts));
    }

    /** It is seen no more: its lease runs out, and the ledger is told to look. */
    void dies() {
        scenario.outliveLeases();
        assertThat(scenario.apply(new Command.LoseWorker(id))).isOne();
    }
}
