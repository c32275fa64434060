package io.trawl.engine.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.attempt.AttemptHandle;
import io.trawl.engine.attempt.AttemptRegistry;
import io.trawl.engine.attempt.AttemptRegistry.Ask;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.VirtualClock;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.transport.QueuedPackets;
import io.trawl.engine.workload.WordCountWorkload;
import io.trawl.engine.workload.Workloads;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.InputsRequest;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.LeaseAnswer;
import io.trawl.schemas.LeaseRequest;
import io.trawl.schemas.LeaseRequest.Act;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.TaskGrant;
import io.trawl.schemas.TaskRequest;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerDeskTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final VirtualClock clock = new VirtualClock();
    private final InMemoryLedger ledger =
            new InMemoryLedger(clock, Fences.ALL, RetryPolicy.DEFAULT, LEASE, new Random(1));
    private final BoundedQueue<WorkPacket> work = new BoundedQueue<>(100, Duration.ZERO);
    private final List<Heartbeat> heard = new ArrayList<>();
    private final WorkerDesk desk = new WorkerDesk(
            ledger,
            reports -> ledger.accept(reports).verdicts(),
            beats -> {
                heard.addAll(beats);
                return beats.size();
            },
            new PacketDesk(pool -> new QueuedPackets(work), System::nanoTime));
    private final AttemptRegistry registry =
            new AttemptRegistry(UUID.randomUUID(), "w", "default", 4, UUID::randomUUID);

    WorkerDeskTest() {
        desk.lease(new LeaseRequest(
                Act.OPEN, new Heartbeat(Heartbeat.VERSION, registry.worker(), "w", "default", 0, 4, List.of())));
    }

    private List<TaskGrant> send(Ask ask) throws Exception {
        return desk.tasks(new TaskRequest(ask.worker(), ask.pool(), ask.executions(), ask.number(), 0))
                .tasks();
    }

    private Map<UUID, AttemptHandle> arrive(List<TaskGrant> grants) {
        Map<UUID, WorkPacket> packets = new LinkedHashMap<>();
        grants.forEach(grant -> packets.put(grant.execution(), grant.packet()));
        return registry.answered(packets);
    }

    private LeaseAnswer renew() {
        return desk.lease(new LeaseRequest(Act.RENEW, registry.heartbeat()));
    }

    private TaskState state(WorkPacket packet) throws Exception {
        return ledger.tasks("default", packet.jobId(), null, null, 10)
                .items()
                .getFirst()
                .state();
    }

    @Test
    void shouldAnswerWithTheGrantedStartAndAllThatIsNeededToRunIt() throws Exception {
        WorkPacket packet = claimed();
        Ask ask = registry.ask(4);

        TaskGrant grant = send(ask).getFirst();

        assertThat(grant.packet()).isEqualTo(packet);
        assertThat(ask.executions()).contains(grant.execution());
        assertThat(grant.source().options()).containsEntry("text", "to be");
        assertThat(grant.lastPhase()).isFalse();
        assertThat(grant.firstPage()).hasSize(1);
        assertThat(state(packet)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void shouldTakeBackAStartWhoseAnswerWasLostWithTheNextHeartbeat() throws Exception {
        WorkPacket packet = claimed();
        assertThat(send(registry.ask(1))).hasSize(1);

        registry.answered(Map.of());
        renew();

        assertThat(state(packet)).isEqualTo(TaskState.PENDING);
    }

    /** However many heartbeats are composed, sent and answered meanwhile. */
    @Test
    void shouldLeaveAStartAloneWhileItsAnswerIsUnderWay() throws Exception {
        WorkPacket packet = claimed();
        renew();
        Ask ask = registry.ask(1);
        Heartbeat early = registry.heartbeat();
        List<TaskGrant> underWay = send(ask);

        desk.lease(new LeaseRequest(Act.RENEW, early));
        renew();
        assertThat(arrive(underWay)).hasSize(1);
        assertThat(renew().standings()).singleElement().matches(one -> !one.gone());

        assertThat(state(packet)).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void shouldStartNothingForAWorkerWhoseLeaseRanOut() throws Exception {
        WorkPacket packet = claimed();
        clock.advance(LEASE.plusSeconds(1));

        assertThat(send(registry.ask(1))).isEmpty();
        assertThat(state(packet)).isEqualTo(TaskState.ASSIGNED);
        registry.answered(Map.of());
        assertThat(renew().alive()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void shouldShowInputsToTheExecutionThatOwnsThemAlone() throws Exception {
        claimed();
        TaskGrant grant = send(registry.ask(1)).getFirst();

        assertThat(desk.inputs(inputs(grant, grant.execution(), registry.worker()))
                        .records())
                .isEqualTo(grant.firstPage());
        assertThat(desk.inputs(inputs(grant, UUID.randomUUID(), registry.worker()))
                        .gone())
                .isTrue();
        assertThat(desk.inputs(inputs(grant, grant.execution(), UUID.randomUUID()))
                        .records())
                .isEmpty();
    }

    private static InputsRequest inputs(TaskGrant grant, UUID execution, UUID worker) {
        WorkPacket packet = grant.packet();
        return new InputsRequest(worker, packet.jobId(), packet.taskId(), packet.attempt(), execution, 0, 10);
    }

    @Test
    void shouldPassHeartbeatsOnThatRenewALease() {
        renew();
        renew();

        assertThat(heard).extracting(Heartbeat::number).containsExactly(1L, 2L);
    }

    private WorkPacket claimed() throws Exception {
        Workloads workloads = new Workloads(List.of(new WordCountWorkload()));
        LocalJobService jobs = new LocalJobService(ledger, workloads, UUID::randomUUID, new Waits(), () -> {}, _ -> {});
        JobRequest request = new JobRequest(
                null,
                "word-count",
                List.of(SourceSpec.of("s", "text", Map.of("text", "to be"))),
                null,
                null,
                null,
                null);
        UUID job = jobs.start("default", request, null).jobId();
        ledger.admit(1);
        try (Leadership lead = ledger.lead().orElseThrow()) {
            WorkPacket packet = lead.claim(List.of(new Grant(new GroupKey(job, 0, "s"), 1, false)))
                    .getFirst()
                    .packet();
            work.send(List.of(packet));
            return packet;
        }
    }
}
