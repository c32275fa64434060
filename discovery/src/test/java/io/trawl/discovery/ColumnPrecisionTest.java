package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.column.ColumnCounts;
import io.trawl.discovery.content.CellScan;
import io.trawl.discovery.content.Limits;
import io.trawl.discovery.content.Resume;
import io.trawl.discovery.detect.Confidence;
import io.trawl.discovery.detect.Detectors;
import io.trawl.discovery.finding.Finding;
import io.trawl.discovery.finding.TokenKey;
import io.trawl.discovery.source.Cell;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Json;
import io.trawl.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How often a column is called what it is: by its findings alone, and judged as a whole. The figures are in docs. */
class ColumnPrecisionTest {
    private static final Detectors ALL = Detectors.fromCatalogue();
    private static final TokenKey KEY = new TokenKey(new byte[32]);
    private static final int SEEDS = 5;

    private final Score alone = new Score();
    private final Score judged = new Score();
    private final Map<String, Integer> wrong = new TreeMap<>();

    /** Columns called something. */
    private static final class Score {
        int right;
        int wrong;
        int missed;

        void count(boolean holds, boolean called) {
            right += holds && called ? 1 : 0;
            wrong += !holds && called ? 1 : 0;
            missed += holds && !called ? 1 : 0;
        }

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / (right + missed);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "right %d, wrong %d, missed %d: precision %.3f, recall %.3f",
                    right,
                    wrong,
                    missed,
                    precision(),
                    recall());
        }
    }

    @Test
    void shouldCallFewerColumnsWhatTheyAreNotAndMissNone() {
        for (int seed = 0; seed < SEEDS; seed++) {
            GeneratedColumns.of(seed).forEach(this::look);
        }
        System.out.println("findings alone: " + alone);
        System.out.println("judged:         " + judged);
        System.out.println("wrong when judged, by column and detector: " + wrong);
        assertThat(judged.precision()).isGreaterThan(0.94).isGreaterThan(alone.precision() + 0.2);
        assertThat(judged.missed).isLessThanOrEqualTo(alone.missed);
    }

    private void look(GeneratedColumns.Column column) {
        Told told = new Told();
        FindingCollector collector = new FindingCollector(
                new ClassifyHandler.Search(ALL, ALL, KEY), Limits.DEFAULTS, Resume.from(null), false, told);
        CellScan cells = new CellScan(collector);
        collector.begin("t");
        for (int row = 0; row < column.values().size(); row++) {
            cells.scan(column.name(), new Cell.Text(column.values().get(row)), row);
        }
        collector.end();
        for (String detector : ALL.all().stream().map(d -> d.id()).toList()) {
            boolean holds = detector.equals(column.holds());
            boolean found = told.findings.stream()
                    .anyMatch(finding -> finding.detector().equals(detector)
                            && finding.confidence().compareTo(Confidence.MEDIUM) >= 0);
            boolean likely = List.of("HIGH", "MEDIUM").contains(told.verdicts.getOrDefault(detector, ""));
            alone.count(holds, found);
            judged.count(holds, likely);
            if (holds != likely) {
                wrong.merge(column.name() + " " + detector, 1, Integer::sum);
            }
        }
    }

    /** What was published of one column. */
    private static final class Told implements Output {
        private final List<Finding> findings = new ArrayList<>();
        private final Map<String, String> verdicts = new TreeMap<>();

        @Override
        public void publish(String kind, String key, String body) {
            if (kind.equals(ColumnCounts.KIND)) {
                String shown = new DiscoveryWorkload().present(kind, body);
                for (JsonNode one : Json.mapper().readTree(shown).path("judged")) {
                    verdicts.put(
                            one.path("detector").asString(), one.path("verdict").asString());
                }
            } else {
                findings.add(Finding.fromJson(body));
            }
        }

        @Override
        public void emit(Record record) {
            throw new AssertionError("The last phase emitted " + record + ", which nobody would read.");
        }

        @Override
        public void note(Outcome outcome, String reason, String name) {
            throw new AssertionError(name + " was not judged: " + outcome + ", " + reason + ".");
        }

        @Override
        public void read(long bytes) {}

        @Override
        public void checkpoint(String cursor) {}

        @Override
        public void heartbeat() {}
    }
}
