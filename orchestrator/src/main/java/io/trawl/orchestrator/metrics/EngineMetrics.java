package io.trawl.orchestrator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trawl.engine.orchestration.EngineListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times what the engine's loops tell. */
public final class EngineMetrics implements EngineListener {
    /** A pool is named by whoever describes a source, so their number is bounded here. */
    static final int MAX_POOLS = 50;

    private static final int MAX_PHASES = 50;
    private static final int MAX_SOURCES = 100;

    private static final Duration[] DISPATCH_BUCKETS = {
        Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };
    private static final Duration[] LEDGER_BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Labels pools = new Labels(MAX_POOLS);
    private final Labels phases = new Labels(MAX_PHASES);
    private final Labels sources = new Labels(MAX_SOURCES);
    private final Map<String, AtomicInteger> slowdowns = new ConcurrentHashMap<>();
    private final Counter accepted;
    private final Counter fenced;

    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = Counter.builder("trawl.reports.accepted")
                .description("Reports taken by the ledger")
                .register(registry);
        this.fenced = Counter.builder("trawl.reports.fenced")
                .description("Reports refused because their attempt no longer counts")
                .register(registry);
    }

    @Override
    public void started(String pool, long waitedMillis) {
        Timer.builder("trawl.dispatch.latency")
                .description("From a task being due to its start by a worker")
                .tag("pool", pools.bounded(pool))
                .serviceLevelObjectives(DISPATCH_BUCKETS)
                .register(registry)
                .record(Math.max(0, waitedMillis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void handled(String phase) {
        Counter.builder("trawl.records.handled")
                .description("Records given to handlers of this process; what exceeds the processed ones was repeated")
                .tag("phase", phases.bounded(phase))
                .register(registry)
                .increment();
    }

    @Override
    public void accepted(int reports) {
        accepted.increment(reports);
    }

    @Override
    public void fenced(int reports) {
        fenced.increment(reports);
    }

    @Override
    public void lost(String cause, int attempts) {
        count("trawl.attempts.lost", "Attempts lost or taken back", "cause", cause, attempts);
    }

    @Override
    public void dropped(String channel, int messages) {
        count("trawl.messages.dropped", "Messages that a full queue did not take", "channel", channel, messages);
    }

    @Override
    public void reconciled(String what, int rows) {
        count("trawl.reconciled.rows", "Rows the reconciler announced or moved", "what", what, rows);
    }

    @Override
    public void ledgerCall(String operation, long nanos, boolean failed) {
        Timer.builder("trawl.ledger.call")
                .description("Calls of the ledger")
                .tag("operation", operation)
                .tag("outcome", failed ? "unavailable" : "answered")
                .serviceLevelObjectives(LEDGER_BUCKETS)
                .register(registry)
                .record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    @Override
    public void paced(String source, int percent, long restMillis) {
        String name = sources.bounded(source);
        Counter.builder("trawl.source.rest.seconds")
                .description("Time for which attempts left a slow source alone")
                .tag("source", name)
                .register(registry)
                .increment(restMillis / 1_000.0);
        slowdowns.computeIfAbsent(name, this::slowdown).set(percent);
    }

    private AtomicInteger slowdown(String source) {
        AtomicInteger percent = new AtomicInteger();
        Gauge.builder("trawl.source.rest.share", percent, now -> now.get() / 100.0)
                .description("Rest after each answer of a slow source")
                .tag("source", source)
                .register(registry);
        return percent;
    }

    private void count(String name, String description, String tag, String value, int amount) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment(amount);
    }
}
