package io.trawl.orchestrator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.trawl.engine.coordinator.Demand;
import io.trawl.engine.ledger.AssignLedger;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.StatsLedger;
import io.trawl.engine.ledger.StatsLedger.Totals;
import io.trawl.schemas.JobState;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What waits and what is under way, as the ledger tells. One look serves all gauges and every scrape of the next few
 * seconds. While the ledger is away the last look stays, and its age tells so.
 */
public final class LedgerGauges {
    static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final AssignLedger ledger;
    private final StatsLedger stats;
    private final LongSupplier nanoTime;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final MultiGauge jobs;
    private final MultiGauge tasks;
    private final MultiGauge records;
    private final MultiGauge bytes;
    private final MultiGauge queued;
    private final MultiGauge runnable;
    private final MultiGauge busy;
    private final MultiGauge wanted;
    private final MultiGauge slots;
    private final MultiGauge workers;
    private final MultiGauge inFlight;
    private final MultiGauge budget;
    private final long madeAt;
    private volatile long lookedAt;
    private volatile boolean looked;

    public LedgerGauges(MeterRegistry registry, AssignLedger ledger, StatsLedger stats, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.stats = stats;
        this.nanoTime = nanoTime;
        this.madeAt = nanoTime.getAsLong();
        this.jobs = gauge(registry, "trawl.jobs", "Jobs by state");
        this.tasks = gauge(registry, "trawl.tasks", "Tasks by state");
        this.records = gauge(registry, "trawl.records", "Records by phase and outcome, of the jobs that are kept");
        this.bytes = gauge(registry, "trawl.read.bytes", "Bytes read by phase, of the jobs that are kept");
        this.queued = gauge(registry, "trawl.queue.tasks", "Tasks that wait, by pool");
        this.runnable =
                gauge(registry, "trawl.pool.runnable.tasks", "Waiting tasks that could start if there were slots");
        this.busy = gauge(registry, "trawl.pool.inflight.tasks", "Tasks in flight, by pool");
        this.wanted = gauge(registry, "trawl.pool.wanted.workers", "Workers that a pool's tasks would fill");
        this.slots = gauge(registry, "trawl.pool.slots", "Slots of live workers, by pool");
        this.workers = gauge(registry, "trawl.pool.workers", "Live workers, by pool");
        this.inFlight = gauge(registry, "trawl.source.inflight.tasks", "Tasks in flight, by source");
        this.budget = gauge(registry, "trawl.source.budget.tasks", "Tasks that a source bears at a time");
        TimeGauge.builder("trawl.snapshot.age", this, TimeUnit.SECONDS, LedgerGauges::ageSeconds)
                .description("Age of what the gauges about the ledger show")
                .register(registry);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Looks again when the last look is too old. A scrape that comes meanwhile shows the last one. */
    public void refresh() {
        if (fresh() || !refreshing.tryLock()) {
            return;
        }
        try {
            if (!fresh()) {
                Totals totals = stats.totals();
                Backlog backlog = ledger.backlog(Demand.DUE_LIMIT);
                show(totals);
                show(backlog);
                lookedAt = nanoTime.getAsLong();
                looked = true;
            }
        } catch (LedgerUnavailable e) {
            // Shown by the growing age and by the calls that count as unavailable.
        } finally {
            refreshing.unlock();
        }
    }

    private boolean fresh() {
        return looked && nanoTime.getAsLong() - lookedAt < MAX_AGE.toNanos();
    }

    private double ageSeconds() {
        return Duration.ofNanos(nanoTime.getAsLong() - (looked ? lookedAt : madeAt))
                        .toMillis()
                / 1_000.0;
    }

    private void show(Totals totals) {
        jobs.register(rows(JobState.values(), totals.jobs()), true);
        tasks.register(rows(TaskState.values(), totals.tasks()), true);
        List<Row<?>> recordRows = new ArrayList<>();
        List<Row<?>> byteRows = new ArrayList<>();
        totals.phases().forEach(phase -> {
            Tags tags = Tags.of("workload", phase.workload(), "phase", phase.phase());
            outcomes(phase.records())
                    .forEach((outcome, count) -> recordRows.add(Row.of(tags.and("outcome", outcome), count)));
            byteRows.add(Row.of(tags, phase.bytes()));
        });
        records.register(recordRows, true);
        bytes.register(byteRows, true);
    }

    /** Every state, also without a member: a series that comes and goes cannot be alerted on. */
    private static <E extends Enum<E>> List<Row<?>> rows(E[] states, Map<E, Long> counts) {
        return Arrays.stream(states)
                .<Row<?>>map(state -> Row.of(Tags.of("state", state.name()), counts.getOrDefault(state, 0L)))
                .toList();
    }

    private static Map<String, Long> outcomes(RecordCounts counts) {
        return Map.of(
                "processed", counts.processed(),
                "skipped", counts.skipped(),
                "failed", counts.failed(),
                "excluded", counts.excluded(),
                "open", Math.max(0, counts.open()));
    }

    private void show(Backlog backlog) {
        Loads loads = Loads.of(backlog);
        queued.register(pools(loads, Loads.PoolLoad::pending), true);
        runnable.register(pools(loads, Loads.PoolLoad::runnable), true);
        busy.register(pools(loads, Loads.PoolLoad::inFlight), true);
        wanted.register(pools(loads, Loads.PoolLoad::wanted), true);
        slots.register(pools(loads, Loads.PoolLoad::slots), true);
        workers.register(pools(loads, Loads.PoolLoad::workers), true);
        inFlight.register(sources(loads, Loads.SourceLoad::inFlight), true);
        budget.register(sources(loads, Loads.SourceLoad::budget), true);
    }

    private static List<Row<?>> pools(Loads loads, ToLongFunction<Loads.PoolLoad> value) {
        return loads.pools().stream()
                .<Row<?>>map(pool -> Row.of(Tags.of("pool", pool.name()), value.applyAsLong(pool)))
                .toList();
    }

    private static List<Row<?>> sources(Loads loads, ToLongFunction<Loads.SourceLoad> value) {
        return loads.sources().stream()
                .<Row<?>>map(source -> Row.of(Tags.of("source", source.name()), value.applyAsLong(source)))
                .toList();
    }
}
