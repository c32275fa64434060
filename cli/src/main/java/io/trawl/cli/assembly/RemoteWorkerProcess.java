package io.trawl.cli.assembly;

import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.AttemptLedger;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.worker.Worker;
import io.trawl.worker.WorkerConfig;
import io.trawl.worker.WorkerPorts;
import io.trawl.worker.http.HttpPorts;
import io.trawl.worker.http.ServerConnection;
import io.trawl.worker.http.ServerRefused;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker that reaches a server by HTTP alone, and stages into the database when it is given one as well. */
public final class RemoteWorkerProcess implements AutoCloseable {
    /** A server that is started at the same time is there by then. */
    private static final int START_TRIES = 30;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Parts parts = new Parts();
    private final HttpPorts ports;
    private final MetricsPage metrics;
    private final Worker worker;

    /**
     * How it runs.
     *
     * @param token with the scope {@code worker}; null where none is needed
     * @param database null stages through the server
     * @param key 32 secret bytes, the same for all workers: equal values get equal tokens
     * @param collector of spans; null sends none
     */
    public record Settings(
            URI server,
            @Nullable String token,
            @Nullable ExternalDatabase database,
            WorkerConfig worker,
            SourceAccess access,
            byte[] key,
            @Nullable URI collector) {
        @Override
        public String toString() {
            return "Settings[" + server + "]";
        }
    }

    private RemoteWorkerProcess(Settings settings) {
        try {
            metrics = parts.opened(new MetricsPage());
            ports = new HttpPorts(
                    parts.opened(ServerConnection.to(settings.server(), settings.token())),
                    OpenedTraces.open(parts, settings.collector(), "trawl-worker"));
            SecureRandom random = new SecureRandom();
            WorkerPorts connected = ports.ports(
                    staging(settings.database(), random), new EngineMetrics(metrics.registry()), LocalEngine::halt);
            Supplier<UUID> ids = new TimeOrderedIds(InstantSource.system(), random);
            worker = patiently(() -> new Worker(
                    settings.worker(), connected, Workloads.installed(), settings.key(), settings.access(), ids));
            parts.opened(this::stop);
            ports.answer(worker);
            worker.start(this::report);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private @Nullable AttemptLedger staging(@Nullable ExternalDatabase database, SecureRandom random) {
        return database == null
                ? null
                : new PostgresLedger(
                        parts.opened(LedgerPool.open(database)),
                        Fences.ALL,
                        RetryPolicy.DEFAULT,
                        DistributedConfig.DEFAULT_LEASE,
                        random);
    }

    /** @throws StartFailed saying in a sentence why not: the token is refused, or nobody answers */
    public static RemoteWorkerProcess start(Settings settings) {
        return new RemoteWorkerProcess(settings);
    }

    private static Worker patiently(Supplier<Worker> start) {
        for (int tries = 1; ; tries++) {
            try {
                return start.get();
            } catch (ServerRefused e) {
                throw new StartFailed(String.valueOf(e.getMessage()), e);
            } catch (LedgerUnavailable e) {
                if (tries >= START_TRIES) {
                    throw new StartFailed(String.valueOf(e.getMessage()), e);
                }
                pause(e);
            }
        }
    }

    private static void pause(LedgerUnavailable e) {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        }
    }

    /** What its refused token makes fail is said once, at its end. */
    private void report(Loop loop, RuntimeException failure) {
        if (refusal().isEmpty()) {
            LocalLoops.report(loop, failure);
        }
    }

    private void stop() {
        worker.close();
        if (refusal().isEmpty()) {
            worker.endLease();
        }
    }

    /** Why it never will work again, such as that its token was revoked; empty while it may. */
    public Optional<String> refusal() {
        return ports.refusal();
    }

    /** The page of metrics, in Prometheus' text format. */
    public String metrics() {
        return metrics.get();
    }

    /** Why it cannot work now; empty when it can. */
    public Optional<String> unreadyBecause() {
        return ports.trouble();
    }

    @Override
    public void close() {
        parts.close();
    }
}
