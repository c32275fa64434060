package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.transport.PacketSource;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.Workloads;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.carry.Consumption;
import io.trawl.kafka.packets.WorkConsumer;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.metrics.CarrierMetrics;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.schemas.Control;
import io.trawl.schemas.topic.Topics;
import io.trawl.worker.Worker;
import io.trawl.worker.WorkerConfig;
import io.trawl.worker.WorkerPorts;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** One worker of a DISTRIBUTED installation that takes packets from Kafka and stages straight into the database. */
public final class WorkerProcess implements AutoCloseable {
    private static final int MAX_HINTS = 100;

    private final Parts parts = new Parts();
    private final Worker worker;
    private final MetricsPage metrics;
    private final HikariDataSource pool;
    private final String name;
    private final Runnable drain;

    /**
     * How it runs.
     *
     * @param batch packets taken at once, at most, and slots that must be free for that
     * @param parallelism batches taken at the same time, at most
     * @param key 32 secret bytes, the same for all workers: equal values get equal tokens
     * @param drain called when the worker is told to drain
     */
    public record Settings(
            DistributedConfig shared,
            ExternalDatabase database,
            WorkerConfig worker,
            int batch,
            int parallelism,
            SourceAccess access,
            byte[] key,
            Runnable drain) {}

    private WorkerProcess(Settings settings) {
        this.name = settings.worker().name();
        this.drain = settings.drain();
        try {
            DistributedConfig shared = settings.shared();
            pool = parts.opened(LedgerPool.migrated(settings.database()));
            metrics = parts.opened(new MetricsPage());
            EngineMetrics listener = new EngineMetrics(metrics.registry());
            Tracing tracing = OpenedTraces.open(parts, shared.collector(), "trawl-worker");
            KafkaTransport kafka = parts.opened(OpenedKafka.open(
                    shared.kafka(),
                    new CarriedMetrics(new CarrierMetrics(metrics.registry()), tracing.jobs()),
                    tracing.jobs()));
            PreparedTopics.prepare(kafka, List.of(settings.worker().pool()), shared.workConsumer());
            SecureRandom random = new SecureRandom();
            worker = new Worker(
                    settings.worker(),
                    new WorkerPorts(
                                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, shared.lease(), random),
                                    packets(kafka, settings),
                                    kafka.reports(),
                                    kafka.heartbeats(),
                                    listener,
                                    LocalEngine::halt)
                            .under(tracing),
                    Workloads.installed(),
                    settings.key(),
                    settings.access(),
                    new TimeOrderedIds(InstantSource.system(), random));
            parts.opened(kafka.read(
                    Topics.CONTROL,
                    Consumption.ofOne(kafka.group("hints." + UUID.randomUUID()), MAX_HINTS),
                    this::hear));
            // Ended first: it takes nothing more from the moment it is told, and hears of cancellations while it
            // drains.
            parts.opened(this::stop);
            worker.start(LocalLoops::report);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static WorkerProcess start(Settings settings) {
        return new WorkerProcess(settings);
    }

    private static List<PacketSource> packets(KafkaTransport kafka, Settings settings) {
        WorkConsumer consumer = settings.shared().workConsumer();
        int consumers =
                consumer.consumers(settings.parallelism(), settings.worker().slots(), settings.batch());
        return IntStream.range(0, consumers)
                .mapToObj(one -> kafka.packets(settings.worker().pool(), consumer, settings.batch()))
                .toList();
    }

    /** What a hint says the answer to a renewal says too, and says it of what this worker runs. */
    private void hear(List<Control> hints) {
        for (Control hint : hints) {
            switch (hint) {
                case Control.Cancel _, Control.Abort _ -> worker.wake();
                case Control.Drain told -> {
                    if (told.worker().equals(name)) {
                        drain.run();
                    }
                }
            }
        }
    }

    private void stop() {
        worker.close();
        worker.endLease();
    }

    /** The page of metrics, in Prometheus' text format. */
    public String metrics() {
        return metrics.get();
    }

    /** Why it cannot work now; empty when it can. */
    public Optional<String> unreadyBecause() {
        return ApiService.readiness(pool);
    }

    @Override
    public void close() {
        parts.close();
    }
}
