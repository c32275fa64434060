package io.trawl.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.AssignLedger;
import io.trawl.engine.ledger.StatsLedger.PhaseTotals;
import io.trawl.engine.ledger.StatsLedger.Totals;
import io.trawl.engine.orchestration.EngineListener;
import io.trawl.schemas.RecordCounts;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    /** These depend on the collector, or are there only once something happened. */
    private static final Set<String> SOMETIMES = Set.of(
            "jvm_gc_concurrent_phase_time_seconds",
            "jvm_gc_concurrent_phase_time_seconds_max",
            "jvm_gc_memory_promoted_bytes_total",
            "jvm_gc_pause_seconds",
            "jvm_gc_pause_seconds_max");

    private final DocumentedMetrics documented = DocumentedMetrics.read();

    /** A ledger in which something waits, and nobody leads. */
    private record Waiting(Backlog backlog) implements AssignLedger {
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
            return backlog;
        }
    }

    @Test
    void shouldDocumentWhatAProcessExposesAndNothingElse() throws ReflectiveOperationException {
        TreeMap<String, Exposition.Family> exposed = exposed();
        TreeMap<String, Exposition.Family> written = documented.families();
        written.keySet().removeIf(name -> SOMETIMES.contains(name) && !exposed.containsKey(name));

        assertThat(written.values())
                .as("docs/metrics.md has a row per metric: name, type and labels as exposed")
                .containsExactlyElementsOf(exposed.values());
    }

    @Test
    void shouldSayUnitAndMeaningOfEveryMetric() {
        assertThat(documented.lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.unit()).as("unit of %s", line.name()).isNotBlank();
            assertThat(line.meaning()).as("meaning of %s", line.name()).hasSizeGreaterThan(10);
            if (line.name().matches(".*_(seconds|bytes)(_max|_total)?")) {
                assertThat(line.name()).contains("_" + line.unit());
            }
        });
        assertThat(documented.lines().stream().map(DocumentedMetrics.Line::name))
                .doesNotHaveDuplicates();
    }

    /** Everything a process can tell, told once. */
    private static TreeMap<String, Exposition.Family> exposed() throws ReflectiveOperationException {
        try (MetricsPage page = new MetricsPage()) {
            tell(EngineListener.class, new EngineMetrics(page.registry()));
            tell(CarrierMetrics.class, new CarrierMetrics(page.registry()));
            LedgerGauges gauges = new LedgerGauges(
                    page.registry(), new Waiting(backlog()), MetricsDocumentTest::totals, System::nanoTime);
            return Exposition.families(page.refreshing(gauges::refresh).get());
        }
    }

    private static void tell(Class<?> events, Object listener) throws ReflectiveOperationException {
        for (Method event : events.getDeclaredMethods()) {
            if (!event.isSynthetic() && Modifier.isPublic(event.getModifiers())) {
                event.invoke(
                        listener,
                        Arrays.stream(event.getParameterTypes())
                                .map(MetricsDocumentTest::any)
                                .toArray());
            }
        }
    }

    private static Object any(Class<?> type) {
        if (type == String.class) {
            return "any";
        }
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 1 : (Object) 1L;
    }

    private static Totals totals() {
        return new Totals(
                Map.of(),
                Map.of(),
                List.of(new PhaseTotals("discovery", "classify", new RecordCounts(10, 5, 2, 1, 1), 4_096)));
    }

    private static AssignLedger.Backlog backlog() {
        AssignLedger.Group group = new AssignLedger.Group(
                new AssignLedger.GroupKey(UUID.randomUUID(), 0, "ds_1"),
                "default",
                "default",
                true,
                5,
                null,
                4,
                3,
                0,
                false,
                null,
                2,
                0,
                false);
        return new AssignLedger.Backlog(List.of(group), List.of(new AssignLedger.Pool("default", 16, 2)));
    }
}
