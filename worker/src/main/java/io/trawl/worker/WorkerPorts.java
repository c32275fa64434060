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

/**
 * What connects a worker to the rest, whatever the deployment model.
 *
 * @param halt ends the process at once: for when an attempt cannot be stopped in time
 * @param tracing what is known and told of traces
 */
public record WorkerPorts(
        LeaseLedger leases,
        AttemptLedger attempts,
        StartSource starts,
        Sender<Report> reports,
        Sender<Heartbeat> heartbeats,
        EngineListener listener,
        Runnable halt,
        Tracing tracing) {
    /** Of a worker that calls the ledger itself. */
    public WorkerPorts(
            WorkerLedger ledger,
            PacketSource packets,
            Sender<Report> reports,
            Sender<Heartbeat> heartbeats,
            EngineListener listener,
            Runnable halt) {
        this(ledger, ledger, new LedgerStarts(packets, ledger), reports, heartbeats, listener, halt, Tracing.carryOn());
    }

    /** The same, with traces. */
    public WorkerPorts under(Tracing traced) {
        return new WorkerPorts(leases, attempts, starts, reports, heartbeats, listener, halt, traced);
    }
}
