package io.trawl.e2e;

import io.trawl.engine.orchestration.EngineListener;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.worker.Worker;
import io.trawl.worker.WorkerConfig;
import io.trawl.worker.http.HttpPorts;
import io.trawl.worker.http.ServerConnection;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** A worker that has nothing but the address of a server, and a token. Closing it cuts its line first. */
final class RemoteWorker implements AutoCloseable {
    static final String POOL = "afar";

    private final ServerConnection connection;
    private final Worker worker;

    RemoteWorker(URI server, String token, Workloads workloads, byte[] key, Duration chunks) {
        connection = ServerConnection.to(server, token);
        HttpPorts ports = new HttpPorts(connection);
        WorkerConfig config = new WorkerConfig("afar-1", POOL, 3, chunks, Duration.ofSeconds(5));
        worker = new Worker(
                config,
                ports.ports(null, EngineListener.NONE, () -> {}),
                workloads,
                key,
                SourceAccess.NONE,
                UUID::randomUUID);
        ports.answer(worker);
        worker.start((loop, failure) -> {});
    }

    /** As an operator stops it: nothing that it runs is left to anybody's bounds. */
    void stop() {
        worker.close();
        worker.endLease();
    }

    @Override
    public void close() {
        connection.close();
        worker.close();
    }
}
