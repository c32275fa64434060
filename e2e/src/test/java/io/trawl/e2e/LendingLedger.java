package io.trawl.e2e;

import io.trawl.engine.ledger.JobSpec;
import io.trawl.engine.ledger.PhasePlan;
import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.engine.transport.BoundedQueue;
import io.trawl.engine.workload.PhaseMode;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Grants every start once, and gives back what its worker has no more: what a ledger is to a transport. */
final class LendingLedger implements WorkerLedger {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final BoundedQueue<WorkPacket> work;
    private final Map<Long, WorkPacket> known = new LinkedHashMap<>();
    private final Map<Long, StartRequest> lent = new LinkedHashMap<>();
    private final Set<UUID> alive = new HashSet<>();

    LendingLedger(BoundedQueue<WorkPacket> work) {
        this.work = work;
    }

    synchronized int offer(List<WorkPacket> packets) {
        packets.forEach(packet -> known.put(packet.taskId(), packet));
        return work.send(packets);
    }

    @Override
    public synchronized Duration openLease(WorkerInfo worker) {
        alive.add(worker.worker());
        return LEASE;
    }

    @Override
    public synchronized Optional<Renewed> renew(Heartbeat heartbeat) {
        if (!alive.contains(heartbeat.worker())) {
            return Optional.empty();
        }
        Set<UUID> listed =
                heartbeat.attempts().stream().map(Heartbeat.Listed::execution).collect(Collectors.toSet());
        giveBack(start -> start.worker().equals(heartbeat.worker())
                && start.renewal() < heartbeat.number()
                && !listed.contains(start.execution()));
        return Optional.of(new Renewed(List.of()));
    }

    @Override
    public synchronized void closeLease(UUID worker) {
        alive.remove(worker);
        giveBack(start -> start.worker().equals(worker));
    }

    private void giveBack(Predicate<StartRequest> over) {
        List<Long> back =
                lent.values().stream().filter(over).map(StartRequest::taskId).toList();
        back.forEach(lent::remove);
        work.putBack(back.stream().map(known::get).toList());
    }

    @Override
    public int revokeLeases(String workerName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<StartAnswer> start(List<StartRequest> requests) {
        return requests.stream().map(this::start).toList();
    }

    private StartAnswer start(StartRequest request) {
        if (!alive.contains(request.worker()) || lent.putIfAbsent(request.taskId(), request) != null) {
            return new StartAnswer.Refused(request.taskId(), request.attempt(), request.execution());
        }
        return new StartAnswer.Granted(
                request.taskId(),
                request.attempt(),
                request.execution(),
                0,
                "source",
                new TaskInputs(0, List.of()),
                Checkpoint.START,
                List.of(),
                0);
    }

    @Override
    public List<Record> inputs(TaskInputs task, long from, int limit) {
        return List.of();
    }

    @Override
    public boolean stage(StagedChunk chunk) {
        return true;
    }

    @Override
    public Toll pay(String tenant, String source, long bytes, long rows) {
        return Toll.FREE;
    }

    @Override
    public Optional<JobSpec> spec(UUID jobId) {
        JobRequest request = new JobRequest(
                null, "echo", List.of(SourceSpec.of("source", "none", Map.of())), null, null, null, null);
        PhasePlan read =
                new PhasePlan("read", PhaseMode.STREAMING, new BatchPolicy(1, 1, Duration.ZERO), Duration.ofMinutes(1));
        return Optional.of(new JobSpec(jobId, Server.TENANT, request, List.of(read)));
    }
}
