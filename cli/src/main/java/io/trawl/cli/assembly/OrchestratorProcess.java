package io.trawl.cli.assembly;

import com.zaxxer.hikari.HikariDataSource;
import io.trawl.cli.config.DeploymentModel;
import io.trawl.engine.coordinator.ResourceCoordinator;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.desk.PacketDesk;
import io.trawl.engine.desk.WorkerDesk;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.LocalJobService;
import io.trawl.engine.job.MeasuredJobs;
import io.trawl.engine.job.TimeOrderedIds;
import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.RetryPolicy;
import io.trawl.engine.orchestration.Acceptor;
import io.trawl.engine.orchestration.Assigner;
import io.trawl.engine.orchestration.CommandApplier;
import io.trawl.engine.orchestration.Housekeeper;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Reconciler;
import io.trawl.engine.orchestration.Signal;
import io.trawl.engine.orchestration.Undelivered;
import io.trawl.engine.rates.KnownRates;
import io.trawl.engine.trace.Tracing;
import io.trawl.engine.transport.Sender;
import io.trawl.engine.workload.Workloads;
import io.trawl.kafka.KafkaTransport;
import io.trawl.kafka.carry.Consumption;
import io.trawl.orchestrator.api.ReadinessCheck;
import io.trawl.orchestrator.ledger.PostgresInstallation;
import io.trawl.orchestrator.ledger.PostgresLedger;
import io.trawl.orchestrator.ledger.PostgresStats;
import io.trawl.orchestrator.ledger.StandstillQuery;
import io.trawl.orchestrator.metrics.CarrierMetrics;
import io.trawl.orchestrator.metrics.EngineMetrics;
import io.trawl.orchestrator.metrics.LedgerGauges;
import io.trawl.orchestrator.metrics.MetricsPage;
import io.trawl.schemas.Control;
import io.trawl.schemas.Event;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.topic.Topics;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One orchestrator of a DISTRIBUTED installation: serves the API, accepts reports and proposals, and assigns while it
 * leads. Any number of them share one database.
 */
public final class OrchestratorProcess implements AutoCloseable {
    /** Reports in one transaction, at most: what comes in while one is written goes into the next. */
    private static final int MAX_REPORTS = 1_000;

    private static final int MAX_FACTS = 1_000;

    /** Partitions of the topics that are read at the same time. */
    private static final int READERS = 2;

    private final Parts parts = new Parts();
    private final Tracing tracing;
    private final ApiService api;

    private OrchestratorProcess(OrchestratorConfig config, String version) {
        try {
            DistributedConfig shared = config.shared();
            tracing = OpenedTraces.open(parts, shared.collector(), "trawl-orchestrator");
            HikariDataSource pool = parts.opened(LedgerPool.migrated(config.database()));
            PostgresInstallation installation = new PostgresInstallation(pool);
            UUID own = installation.begin().installationId();
            PostgresLedger ledger =
                    new PostgresLedger(pool, Fences.ALL, RetryPolicy.DEFAULT, shared.lease(), new SecureRandom());
            MetricsPage metrics = parts.opened(new MetricsPage());
            LedgerGauges gauges =
                    new LedgerGauges(metrics.registry(), ledger, new PostgresStats(pool), System::nanoTime);
            metrics.refreshing(gauges::refresh);
            EngineMetrics listener = new EngineMetrics(metrics.registry());
            CarriedMetrics carried = new CarriedMetrics(new CarrierMetrics(metrics.registry()), tracing.jobs());
            KafkaTransport kafka = parts.opened(OpenedKafka.open(shared.kafka(), carried, tracing.jobs()));
            StandstillQuery standstill = new StandstillQuery(pool);
            PreparedTopics.prepare(kafka, pools(standstill), shared.workConsumer());
            KafkaUpkeep upkeep = parts.opened(
                    KafkaUpkeep.start(shared.kafka(), shared.workConsumer(), () -> pools(standstill), carried::lag));
            Engine engine = engine(config, pool, ledger, kafka, listener, own);
            thread(new Housekeeper(ledger, config.retention(), listener), new Signal());
            api = parts.opened(ApiService.start(
                    config.api(),
                    pool,
                    new ApiService.Served(
                            engine.jobs(),
                            ledger,
                            Workloads.installed(),
                            config.access(),
                            metrics,
                            new Readiness(pool, upkeep),
                            version,
                            engine.workers(),
                            ApiService.fleet(pool, ledger),
                            tracing.jobs(),
                            ApiService.installation(installation, version, DeploymentModel.DISTRIBUTED))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Of work that there is or may be, and the one that is meant when nobody names any. */
    private static Set<String> pools(StandstillQuery standstill) {
        Set<String> pools = new TreeSet<>(standstill.pools());
        pools.add(SourceSpec.DEFAULT_POOL);
        return pools;
    }

    /** Not ready without its database; degraded without Kafka, since jobs are accepted all the same. */
    private record Readiness(HikariDataSource pool, KafkaUpkeep upkeep) implements ReadinessCheck {
        @Override
        public Optional<String> unreadyBecause() {
            return ApiService.readiness(pool);
        }

        @Override
        public Optional<Degraded> degraded() {
            return upkeep.degraded();
        }
    }

    /** What the API is served from. */
    private record Engine(JobService jobs, WorkerDesk workers) {}

    private Engine engine(
            OrchestratorConfig config,
            HikariDataSource pool,
            PostgresLedger ledger,
            KafkaTransport kafka,
            EngineMetrics listener,
            UUID own) {
        Waits waits = new Waits();
        Signal assign = new Signal();
        Assigner assigner = parts.opened(
                new Assigner(ledger, new ResourceCoordinator(), waits, kafka.work(), listener, tracing.jobs()));
        thread(assigner, assign);
        LeaderCall call = parts.opened(LeaderCall.open(pool, assigner, assign));
        Sender<Event> events = kafka.events();
        Acceptor acceptor = new Acceptor(ledger, events, call, listener);
        CommandApplier applier = new CommandApplier(ledger, events, call, listener);
        parts.opened(kafka.read(
                Topics.PROGRESS, Consumption.of(kafka.group("acceptors"), MAX_REPORTS, READERS), acceptor::handle));
        parts.opened(kafka.read(
                Topics.COMMANDS,
                Consumption.of(kafka.group("appliers"), CommandLedger.MAX_COMMANDS, READERS),
                applier::handle));
        Undelivered undelivered = new Undelivered(ledger, events, call, listener);
        parts.opened(kafka.undelivered(
                Consumption.of(kafka.group("undelivered"), ReconcileLedger.MAX_PACKETS, 1), undelivered::handle));
        thread(new Reconciler(ledger, Reconciler.Bounds.DEFAULT, events, call, listener), new Signal());
        return new Engine(
                new MeasuredJobs(jobs(config, ledger, kafka, waits, call).knownAs(own), rates(kafka)),
                new WorkerDesk(ledger, acceptor::handle, kafka.heartbeats(), desk(config.shared(), kafka)));
    }

    /** Every orchestrator hears all of them: who is asked is anyone. */
    private KnownRates rates(KafkaTransport kafka) {
        KnownRates rates = new KnownRates(System::nanoTime);
        parts.opened(kafka.read(
                Topics.EVENTS, Consumption.ofOne(kafka.group("rates." + UUID.randomUUID()), MAX_FACTS), rates::on));
        return rates;
    }

    /** Takes packets one at a time: a worker from afar may have one free slot. */
    private PacketDesk desk(DistributedConfig shared, KafkaTransport kafka) {
        PacketDesk desk = parts.opened(new PacketDesk(
                pool -> {
                    PreparedTopics.prepare(kafka, List.of(pool), shared.workConsumer());
                    return kafka.packets(pool, shared.workConsumer(), 1);
                },
                System::nanoTime));
        thread(desk, new Signal());
        return desk;
    }

    private LocalJobService jobs(
            OrchestratorConfig config, PostgresLedger ledger, KafkaTransport kafka, Waits waits, Runnable call) {
        Sender<Control> control = kafka.control();
        return new LocalJobService(
                        ledger,
                        Workloads.installed(),
                        new TimeOrderedIds(InstantSource.system(), new SecureRandom()),
                        waits,
                        call,
                        job -> {
                            call.run();
                            // Nobody who asked for it waits for Kafka: workers hear it with their next renewal anyway.
                            Thread.ofVirtual()
                                    .name("trawl-control")
                                    .start(() -> control.send(List.of(new Control.Cancel(job))));
                        },
                        config.jobsAlive())
                .under(tracing);
    }

    private void thread(Loop loop, Signal signal) {
        parts.opened(new LoopThread(loop, signal, LocalLoops::report).start());
    }

    /** @throws StartFailed saying in a sentence why not */
    public static OrchestratorProcess start(OrchestratorConfig config, String version) {
        ApiService.requireAllowed(config.api(), true);
        return new OrchestratorProcess(config, version);
    }

    /** Where the API listens. */
    public URI api() {
        return api.uri();
    }

    @Override
    public void close() {
        parts.close();
    }
}
