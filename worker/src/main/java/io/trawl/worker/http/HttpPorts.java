package io.trawl.worker.http;

import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Heartbeat;
import io.trawl.worker.Worker;
import io.trawl.worker.WorkerPorts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What connects a worker to a server that speaks the worker protocol. */
public final class HttpPorts {
    private final HttpLedger ledger;
    private final HttpStarts starts;
    private final HttpReports reports;
    private final Tracing tracing;

    /** @param server closed by whoever opened it, after the worker */
    public HttpPorts(ServerConnection server) {
        this(server, Tracing.carryOn());
    }

    /** The same. @param tracing told of the traces of what is started */
    public HttpPorts(ServerConnection server, Tracing tracing) {
        RemoteAttempts attempts = new RemoteAttempts();
        this.tracing = tracing;
        ledger = new HttpLedger(server, attempts, tracing.jobs());
        starts = new HttpStarts(server, attempts, tracing.jobs());
        reports = new HttpReports(server, attempts, tracing.jobs());
    }

    /**
     * @param database where rows are staged and inputs read, for a worker that reaches it; null for one that does not
     * @param halt ends the process at once
     */
    public WorkerPorts ports(@Nullable AttemptLedger database, EngineListener listener, Runnable halt) {
        // The server passes on each heartbeat that renews a lease.
        Sender<Heartbeat> heartbeats = List::size;
        return new WorkerPorts(
                ledger,
                database == null ? ledger : database,
                List.of(starts),
                reports,
                heartbeats,
                listener,
                halt,
                tracing);
    }

    /** Why the lease could not be renewed last, in one sentence; empty when it could. */
    public Optional<String> trouble() {
        return ledger.trouble();
    }

    /** Why the token is good for nothing any more, in one sentence; empty while it is. A token that was revoked stays so. */
    public Optional<String> refusal() {
        return ledger.refusal();
    }

    /** Verdicts go to this worker from here on; call it before the worker is started. */
    public void answer(Worker worker) {
        reports.answering(worker::acknowledge);
    }
}
