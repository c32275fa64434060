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
import java.util.stream.Stream;

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
    private boolean asking;

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
        return register(packet, ids.get());
    }

    private Optional<AttemptHandle> register(WorkPacket packet, UUID execution) {
        TaskAttempt key = new TaskAttempt(packet.taskId(), packet.attempt());
        if (inHand.containsKey(key)) {
            return Optional.empty();
        }
        AttemptHandle handle = new AttemptHandle(packet, execution);
        inHand.put(key, handle.execution());
        byExecution.put(handle.execution(), handle);
        return Optional.of(handle);
    }

    /**
     * Starts are to be asked for where packets are taken in the same breath, so that no execution can be listed before.
     * Until {@link #answered} no heartbeat gets a higher number than is returned here: none that may miss a start can
     * have it taken back, and the next one after that takes back what was started and never heard of.
     *
     * @param count how many ids are wanted
     */
    public synchronized Ask ask(int count) {
        number++;
        asking = true;
        return new Ask(worker, pool, number, Stream.generate(ids).limit(count).toList());
    }

    /**
     * What was started is listed from here on. One ask is open at a time.
     *
     * @param begun packet by execution; empty when no answer came
     * @return the handles by execution, without those of attempts in hand already
     */
    public synchronized Map<UUID, AttemptHandle> answered(Map<UUID, WorkPacket> begun) {
        Map<UUID, AttemptHandle> handles = new LinkedHashMap<>();
        begun.forEach((execution, packet) -> register(packet, execution).ifPresent(handle -> {
            handle.granted(number);
            handles.put(execution, handle);
        }));
        asking = false;
        return handles;
    }

    /**
     * Who asks for starts.
     *
     * @param number of the newest heartbeat until it is answered
     * @param executions fresh ids, one per start at most
     */
    public record Ask(UUID worker, String pool, long number, List<UUID> executions) {}

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
        if (!asking) {
            number++;
        }
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
