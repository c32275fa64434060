package io.trawl.worker;

import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.ledger.LeaseLedger;
import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;
import java.util.List;

/**
 * What connects a worker to the rest, whatever the deployment model.
 *
 * @param starts each is asked by a thread of its own; of one batch all
 * @param halt ends the process at once: for when an attempt cannot be stopped in time
 * @param tracing what is known and told of traces
 */
public record WorkerPorts(
        LeaseLedger leases,
        AttemptLedger attempts,
        List<StartSource> starts,
        Sender<Report> reports,
        Sender<Heartbeat> heartbeats,
        EngineListener listener,
        Runnable halt,
        Tracing tracing) {
    public WorkerPorts {
        starts = List.copyOf(starts);
        if (starts.stream().map(StartSource::batch).distinct().count() != 1) {
            throw new IllegalArgumentException("A worker needs starts, all in batches of the same size.");
        }
    }

    /** Of a worker that calls the ledger itself. */
    public WorkerPorts(
            WorkerLedger ledger,
            List<PacketSource> packets,
            Sender<Report> reports,
            Sender<Heartbeat> heartbeats,
            EngineListener listener,
            Runnable halt) {
        this(ledger, ledger, LedgerStarts.of(packets, ledger), reports, heartbeats, listener, halt, Tracing.carryOn());
    }

    /** The same, with traces. */
    public WorkerPorts under(Tracing traced) {
        return new WorkerPorts(leases, attempts, starts, reports, heartbeats, listener, halt, traced);
    }
}
