package io.trawl.worker;

import io.trawl.engine.ledger.WorkerLedger;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Heartbeat;
import io.trawl.schemas.Report;

/** What connects a worker to the rest, whatever the deployment model. */
public record WorkerPorts(
        WorkerLedger ledger,
        PacketSource packets,
        Sender<Report> reports,
        Sender<Heartbeat> heartbeats,
        EngineListener listener) {}
