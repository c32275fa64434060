package io.trawl.engine.desk;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Refused;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.InputsPage;
import io.trawl.schemas.InputsRequest;
import io.trawl.schemas.LeaseAnswer;
import io.trawl.schemas.LeaseRequest;
import io.trawl.schemas.ProgressAnswer;
import io.trawl.schemas.ProgressUpdate;
import io.trawl.schemas.Report;
import io.trawl.schemas.StagedRows;
import io.trawl.schemas.TaskGrant;
import io.trawl.schemas.TaskGrants;
import io.trawl.schemas.TaskRequest;
import io.trawl.schemas.TollAnswer;
import io.trawl.schemas.TollRequest;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Does for workers from afar what others do themselves: takes their packets, starts them, stages their rows, puts their
 * reports before the ledger, and passes their heartbeats on. It remembers nothing of any of them, so any orchestrator can
 * answer any request. Thread-safe.
 */
public final class WorkerDesk implements WorkerProtocol {
    private static final int MAX_SPECS = 1_000;

    private final WorkerLedger ledger;
    private final Function<List<Report>, List<Verdict>> acceptor;
    private final Sender<Heartbeat> heartbeats;
    private final PacketDesk packets;
    /** A spec never changes. */
    private final Map<UUID, JobSpec> specs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, JobSpec> eldest) {
            return size() > MAX_SPECS;
        }
    };

    /**
     * @param acceptor one verdict per report, in order; see {@link io.trawl.engine.orchestration.Acceptor#handle}
     * @param heartbeats to the Reaper
     * @param packets closed by whoever opened it
     */
    public WorkerDesk(
            WorkerLedger ledger,
            Function<List<Report>, List<Verdict>> acceptor,
            Sender<Heartbeat> heartbeats,
            PacketDesk packets) {
        this.ledger = ledger;
        this.acceptor = acceptor;
        this.heartbeats = heartbeats;
        this.packets = packets;
    }

    @Override
    public TaskGrants tasks(TaskRequest request) throws DeskFull, InterruptedException {
        Deque<UUID> unused = new ArrayDeque<>(request.executions());
        return new TaskGrants(packets.serve(
                request.pool(),
                request.executions().size(),
                Duration.ofMillis(request.waitMs()),
                offered -> start(request, unused, offered)));
    }

    /** What is refused is another's, or nobody's any more: it is dropped, as every worker does. */
    private List<TaskGrant> start(TaskRequest request, Deque<UUID> unused, List<WorkPacket> offered) {
        List<StartRequest> requests = new ArrayList<>();
        Map<UUID, WorkPacket> byExecution = new LinkedHashMap<>();
        for (WorkPacket packet : offered) {
            UUID execution = unused.pop();
            byExecution.put(execution, packet);
            requests.add(new StartRequest(
                    packet.jobId(), packet.taskId(), packet.attempt(), execution, request.worker(), request.renewal()));
        }
        List<TaskGrant> grants = new ArrayList<>();
        for (StartAnswer answer : ledger.start(requests)) {
            switch (answer) {
                case Granted granted ->
                    grants.add(grant(Objects.requireNonNull(byExecution.get(granted.execution())), granted));
                case Refused refused -> unused.push(refused.execution());
            }
        }
        return grants;
    }

    private TaskGrant grant(WorkPacket packet, Granted granted) {
        JobSpec spec = spec(packet.jobId());
        return new TaskGrant(
                packet,
                granted.execution(),
                granted.phase(),
                spec.isLastPhase(granted.phase()),
                granted.inputs().bucket(),
                granted.inputs().ranges(),
                granted.checkpoint(),
                granted.firstPage().stream().map(WorkerWire::input).toList(),
                granted.waitedMillis(),
                spec.request().options(),
                spec.source(granted.source()));
    }

    private JobSpec spec(UUID job) {
        synchronized (specs) {
            JobSpec known = specs.get(job);
            if (known != null) {
                return known;
            }
        }
        JobSpec found = ledger.spec(job)
                .orElseThrow(() -> new IllegalStateException("A task of job " + job + " was started, which is gone."));
        synchronized (specs) {
            specs.put(job, found);
        }
        return found;
    }

    @Override
    public ProgressAnswer progress(ProgressUpdate update) {
        Set<UUID> gone = new LinkedHashSet<>();
        for (StagedRows rows : update.staged()) {
            if (!gone.contains(rows.execution()) && !ledger.stage(WorkerWire.chunk(rows))) {
                gone.add(rows.execution());
            }
        }
        List<Verdict> verdicts = update.reports().isEmpty() ? List.of() : acceptor.apply(update.reports());
        return new ProgressAnswer(
                List.copyOf(gone), verdicts.stream().map(WorkerWire::verdict).toList());
    }

    @Override
    public LeaseAnswer lease(LeaseRequest request) {
        Heartbeat beat = request.heartbeat();
        return switch (request.act()) {
            case OPEN ->
                new LeaseAnswer(
                        true,
                        ledger.openLease(new WorkerInfo(beat.worker(), beat.name(), beat.pool(), beat.slots())),
                        List.of());
            case RENEW -> renew(beat);
            case CLOSE -> {
                ledger.closeLease(beat.worker());
                yield new LeaseAnswer(false, null, List.of());
            }
        };
    }

    private LeaseAnswer renew(Heartbeat beat) {
        Optional<Renewed> renewed = ledger.renew(beat);
        if (renewed.isEmpty()) {
            return new LeaseAnswer(false, null, List.of());
        }
        heartbeats.send(List.of(beat));
        return new LeaseAnswer(true, null, WorkerWire.standings(renewed.get()));
    }

    /** That the same execution is granted its start again is the proof that the inputs are its own. */
    @Override
    public InputsPage inputs(InputsRequest request) {
        StartAnswer owner = ledger.start(List.of(new StartRequest(
                        request.jobId(),
                        request.taskId(),
                        request.attempt(),
                        request.execution(),
                        request.worker(),
                        0)))
                .getFirst();
        return switch (owner) {
            case Granted granted ->
                new InputsPage(
                        false,
                        ledger.inputs(granted.inputs(), request.from(), request.limit()).stream()
                                .map(WorkerWire::input)
                                .toList());
            case Refused _ -> new InputsPage(true, List.of());
        };
    }

    @Override
    public TollAnswer pay(TollRequest request) {
        return WorkerWire.toll(ledger.pay(request.tenant(), request.source(), request.bytes(), request.rows()));
    }

    @Override
    public void quiesce() {
        packets.quiesce();
    }
}
