package io.trawl.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.ledger.StatsLedger.PhaseTotals;
import io.trawl.engine.ledger.StatsLedger.Totals;
import io.trawl.schemas.JobState;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final MetricsPage page = new MetricsPage();
    private final BacklogOnly ledger = new BacklogOnly();
    private long nanos;
    private int looks;

    @AfterEach
    void close() {
        page.close();
    }

    /** Knows a backlog, admits nothing, and lets nobody lead. */
    private static final class BacklogOnly implements AssignLedger {
        Backlog backlog = new Backlog(List.of(), List.of());
        boolean away;

        @Override
        public int admit(int limit) {
            return 0;
        }

        @Override
        public Optional<Leadership> lead() {
            return Optional.empty();
        }

        @Override
        public Backlog backlog(int dueLimit) {
            if (away) {
                throw new LedgerUnavailable("gone");
            }
            return backlog;
        }
    }

    private void bindGauges() {
        Totals totals = new Totals(
                Map.of(JobState.RUNNING, 2L),
                Map.of(TaskState.PENDING, 7L),
                List.of(new PhaseTotals("discovery", "classify", new RecordCounts(10, 5, 2, 1, 1), 4_096)));
        LedgerGauges gauges = new LedgerGauges(
                page.registry(),
                ledger,
                () -> {
                    looks++;
                    return totals;
                },
                () -> nanos);
        page.refreshing(gauges::refresh);
    }

    private static AssignLedger.Group group(String source, String pool, int pending, int inFlight, int budget) {
        return new AssignLedger.Group(
                new AssignLedger.GroupKey(UUID.randomUUID(), 0, source),
                "default",
                pool,
                true,
                5,
                null,
                budget,
                pending,
                0,
                false,
                null,
                inFlight,
                0,
                false);
    }

    @Test
    void shouldShowWhatTheEngineTells() {
        EngineMetrics metrics = new EngineMetrics(page.registry());
        metrics.started("default", 40);
        metrics.handled("classify");
        metrics.accepted(3);
        metrics.fenced(2);
        metrics.lost("lease", 1);
        metrics.dropped("events", 4);
        metrics.reconciled("redispatch", 5);
        metrics.ledgerCall("claim", 2_000_000, true);

        assertThat(page.get())
                .contains(
                        "trawl_dispatch_latency_seconds_count{pool=\"default\"} 1",
                        "trawl_dispatch_latency_seconds_bucket{pool=\"default\",le=\"0.05\"} 1",
                        "trawl_records_handled_total{phase=\"classify\"} 1.0",
                        "trawl_reports_accepted_total 3.0",
                        "trawl_reports_fenced_total 2.0",
                        "trawl_attempts_lost_total{cause=\"lease\"} 1.0",
                        "trawl_messages_dropped_total{channel=\"events\"} 4.0",
                        "trawl_reconciled_rows_total{what=\"redispatch\"} 5.0",
                        "trawl_ledger_call_seconds_count{operation=\"claim\",outcome=\"unavailable\"} 1");
    }

    @Test
    void shouldShowWhatTheCarriersTellAndBoundTheirLabels() {
        CarrierMetrics metrics = new CarrierMetrics(page.registry());
        metrics.read("trawl.progress", 40);
        metrics.read("trawl.progress", 2);
        metrics.unreadable("trawl.progress", 3);
        metrics.notTaken("trawl.events", 4);
        metrics.tooLarge("trawl.heartbeats");
        metrics.unsettled("trawl.work.default", 5);
        metrics.lag("trawl.acceptors", "trawl.progress", 7);
        metrics.lag("trawl.acceptors", "trawl.progress", 6);
        for (int pool = 0; pool < 2 * CarrierMetrics.MAX_TOPICS; pool++) {
            metrics.unsettled("trawl.work.p" + pool, 1);
        }

        String shown = page.get();
        assertThat(shown)
                .contains(
                        "trawl_batch_records_count{topic=\"trawl.progress\"} 2",
                        "trawl_batch_records_sum{topic=\"trawl.progress\"} 42.0",
                        "trawl_batch_records_bucket{topic=\"trawl.progress\",le=\"10.0\"} 1",
                        "trawl_messages_unreadable_total{topic=\"trawl.progress\"} 3.0",
                        "trawl_messages_refused_total{topic=\"trawl.events\"} 4.0",
                        "trawl_messages_oversized_total{topic=\"trawl.heartbeats\"} 1.0",
                        "trawl_packets_unsettled_total{topic=\"trawl.work.default\"} 5.0",
                        "trawl_packets_unsettled_total{topic=\"other\"}",
                        "trawl_group_lag_records{group=\"trawl.acceptors\",topic=\"trawl.progress\"} 6.0");
        assertThat(shown.lines().filter(line -> line.startsWith("trawl_packets_unsettled_total{")))
                .hasSizeLessThanOrEqualTo(CarrierMetrics.MAX_TOPICS + 1);
    }

    @Test
    void shouldShowWhatTheLedgerHolds() {
        ledger.backlog = new AssignLedger.Backlog(
                List.of(group("ds_1", "default", 3, 2, 4), group("ds_1", "default", 4, 1, 4)),
                List.of(new AssignLedger.Pool("default", 16, 2)));
        bindGauges();

        assertThat(page.get())
                .contains(
                        "trawl_jobs{state=\"RUNNING\"} 2.0",
                        "trawl_jobs{state=\"FAILED\"} 0.0",
                        "trawl_tasks{state=\"PENDING\"} 7.0",
                        "trawl_records{outcome=\"open\",phase=\"classify\",workload=\"discovery\"} 1.0",
                        "trawl_read_bytes{phase=\"classify\",workload=\"discovery\"} 4096.0",
                        "trawl_queue_tasks{pool=\"default\"} 7.0",
                        "trawl_pool_slots{pool=\"default\"} 16.0",
                        "trawl_pool_workers{pool=\"default\"} 2.0",
                        "trawl_pool_inflight_tasks{pool=\"default\"} 3.0",
                        "trawl_pool_runnable_tasks{pool=\"default\"} 0.0",
                        "trawl_pool_wanted_workers{pool=\"default\"} 1.0",
                        "trawl_source_inflight_tasks{source=\"ds_1\"} 3.0",
                        "trawl_source_budget_tasks{source=\"ds_1\"} 4.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void shouldLookAtTheLedgerOnceForManyScrapes() {
        bindGauges();
        page.get();
        page.get();
        assertThat(looks).isEqualTo(1);

        nanos += LedgerGauges.MAX_AGE.toNanos();
        page.get();
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void shouldKeepTheLastLookAndShowItsAgeWhileTheLedgerIsAway() {
        ledger.backlog = new AssignLedger.Backlog(List.of(group("ds_1", "default", 3, 2, 4)), List.of());
        bindGauges();
        page.get();
        ledger.away = true;
        nanos += TimeUnit.SECONDS.toNanos(60);

        assertThat(page.get()).contains("trawl_queue_tasks{pool=\"default\"} 3.0", "trawl_snapshot_age_seconds 60.0");
    }

    @Test
    void shouldNameTheBusiestSourcesAndAddUpTheRest() {
        ledger.backlog = new AssignLedger.Backlog(
                IntStream.range(0, 150)
                        .mapToObj(i -> group("ds_" + i, "pool_" + i, 1, i, 200))
                        .toList(),
                List.of());
        bindGauges();

        String text = page.get();

        assertThat(text.lines().filter(line -> line.startsWith("trawl_source_inflight_tasks{")))
                .hasSize(Loads.MAX_SOURCES + 1);
        assertThat(text)
                .contains("trawl_source_inflight_tasks{source=\"ds_149\"} 149.0")
                .contains("trawl_source_inflight_tasks{source=\"other\"} 1225.0")
                .contains("trawl_queue_tasks{pool=\"other\"} 100.0");
    }

    @Test
    void shouldForgetSourcesThatAreIdle() {
        ledger.backlog = new AssignLedger.Backlog(List.of(group("ds_1", "default", 3, 2, 4)), List.of());
        bindGauges();
        page.get();
        ledger.backlog = new AssignLedger.Backlog(List.of(), List.of());
        nanos += LedgerGauges.MAX_AGE.toNanos();

        assertThat(page.get()).doesNotContain("ds_1");
    }

    @Test
    void shouldBoundTheNumberOfPoolsInCounters() {
        EngineMetrics metrics = new EngineMetrics(page.registry());
        IntStream.range(0, 200).forEach(i -> metrics.started("pool_" + i, 1));

        assertThat(page.get().lines().filter(line -> line.startsWith("trawl_dispatch_latency_seconds_count")))
                .hasSize(EngineMetrics.MAX_POOLS + 1);
    }
}
