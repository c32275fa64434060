package io.trawl.engine.attempt;

import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.Standing;
import io.trawl.engine.ledger.WorkerLedger.StartRequest;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import io.trawl.schemas.WorkPacket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Every attempt one incarnation of a worker has in its hands. An execution is listed from before its start is asked
 * for, so that a renewal composed after the start cannot miss it. Thread-safe.
 */
public final class AttemptRegistry {
    private final UUID worker;
    private final String name;
    private final String pool;
    private final int slots;
    private final Supplier<UUID> ids;
    private final Map<UUID, AttemptHandle> byExecution = new LinkedHashMap<>();
    private long number;

    private record TaskAttempt(long taskId, int attempt) {}

    private final Map<TaskAttempt, UUID> inHand = new LinkedHashMap<>();

    public AttemptRegistry(UUID worker, String name, String pool, int slots, Supplier<UUID> ids) {
        this.worker = worker;
        this.name = name;
        this.pool = pool;
        this.slots = slots;
        this.ids = ids;
    }

    /** The incarnation. */
    public UUID worker() {
        return worker;
    }

    /** Registers an execution of the packet; empty when this attempt is in hand already (the packet came twice). */
    public synchronized Optional<AttemptHandle> register(WorkPacket packet) {
        TaskAttempt key = new TaskAttempt(packet.taskId(), packet.attempt());
        if (inHand.containsKey(key)) {
            return Optional.empty();
        }
        AttemptHandle handle = new AttemptHandle(packet, ids.get());
        inHand.put(key, handle.execution());
        byExecution.put(handle.execution(), handle);
        return Optional.of(handle);
    }

    public synchronized StartRequest startRequest(AttemptHandle handle) {
        WorkPacket packet = handle.packet();
        return new StartRequest(packet.jobId(), packet.taskId(), packet.attempt(), handle.execution(), worker, number);
    }

    /** Lets go of an execution: refused, gone, or wholly acknowledged. */
    public synchronized void forget(UUID execution) {
        AttemptHandle handle = byExecution.remove(execution);
        if (handle != null) {
            inHand.remove(
                    new TaskAttempt(handle.packet().taskId(), handle.packet().attempt()));
        }
    }

    /** The next heartbeat, which is also the next renewal. */
    public synchronized Heartbeat heartbeat() {
        number++;
        List<Heartbeat.Listed> listed =
                byExecution.values().stream().map(AttemptHandle::listed).toList();
        return new Heartbeat(Heartbeat.VERSION, worker, name, pool, number, slots, listed);
    }

    /** The ledger granted the start of this execution. */
    public synchronized void granted(AttemptHandle handle) {
        handle.granted(number);
    }

    /**
     * Takes in the answer to a renewal. Attempts that are gone are stopped; of one whose start was still being asked
     * for when the heartbeat was composed, the answer says nothing.
     */
    public synchronized void apply(Heartbeat heartbeat, Renewed renewed) {
        for (Standing standing : renewed.standings()) {
            AttemptHandle handle = byExecution.get(standing.execution());
            if (handle == null || !handle.grantedBefore(heartbeat.number())) {
                continue;
            }
            if (standing.gone()) {
                drop(handle);
            } else if (handle.acknowledged(standing.acceptedSeq()) || standing.ended()) {
                forget(standing.execution());
            }
        }
    }

    /** Takes in what became of reports. */
    public synchronized void apply(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            AttemptHandle handle = byExecution.get(verdict.execution());
            if (handle == null) {
                continue;
            }
            switch (verdict.kind()) {
                case FENCED -> drop(handle);
                case ACCEPTED -> {
                    if (handle.acknowledged(verdict.acceptedSeq())) {
                        forget(verdict.execution());
                    }
                }
                case AHEAD -> handle.acknowledged(verdict.acceptedSeq());
            }
        }
    }

    /** A handler may still be inside: then it is forgotten, and no longer listed, only when it has let go. */
    private void drop(AttemptHandle handle) {
        handle.stop();
        if (handle.acknowledged(Integer.MAX_VALUE)) {
            forget(handle.execution());
        }
    }

    /** Reports to send again. */
    public synchronized List<Report> resends(long now, int limit) {
        List<Report> due = new ArrayList<>();
        for (AttemptHandle handle : byExecution.values()) {
            if (due.size() >= limit) {
                break;
            }
            due.addAll(handle.due(now));
        }
        return due;
    }

    public synchronized List<AttemptHandle> handles() {
        return List.copyOf(byExecution.values());
    }
}
