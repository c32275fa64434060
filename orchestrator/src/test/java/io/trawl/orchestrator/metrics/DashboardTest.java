package io.trawl.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardTest {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    /** A name that is no function. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?![a-zA-Z0-9_:]|\\s*\\()");

    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private final JsonNode dashboard = JsonMapper.shared()
            .readTree(DocumentedMetrics.docs().resolve("grafana").resolve("trawl.json"));
    private final List<JsonNode> panels = panels(dashboard);

    /** With those that a collapsed row holds. */
    private static List<JsonNode> panels(JsonNode parent) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode panel : parent.path("panels")) {
            found.add(panel);
            found.addAll(panels(panel));
        }
        return found;
    }

    private Stream<JsonNode> graphs() {
        return panels.stream().filter(panel -> !panel.path("type").asString().equals("row"));
    }

    static List<String> metricsOf(String promQl) {
        String bare = QUOTED.matcher(promQl).replaceAll("");
        bare = MATCHERS.matcher(bare).replaceAll(" ");
        bare = RANGE.matcher(bare).replaceAll(" ");
        bare = GROUPING.matcher(bare).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !OPERATORS.contains(name))
                .toList();
    }

    @Test
    void shouldFindTheMetricsOfAQuery() {
        assertThat(metricsOf(
                        "histogram_quantile(0.99, sum by (le) (rate(a_bucket{x=~\"b|c\"}[5m]))) / on (le) max(d) or e"))
                .containsExactly("a_bucket", "d", "e");
    }

    @Test
    void shouldAskOnlyForMetricsThatAreDocumented() {
        Set<String> documented = DocumentedMetrics.read().series();

        assertThat(graphs()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("targets")).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                assertThat(metricsOf(target.path("expr").asString()))
                        .as(target.path("expr").asString())
                        .isNotEmpty()
                        .isSubsetOf(documented);
            }
        });
    }

    @Test
    void shouldHaveWhatAnImportNeeds() {
        assertThat(dashboard.path("title").asString()).isEqualTo("Trawl");
        assertThat(dashboard.path("uid").asString()).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.path("time").path("from").asString()).isNotEmpty();
        assertThat(panels.stream().map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isPositive());
        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.path("title").asString()).isNotEmpty();
            assertThat(panel.path("gridPos").path("h").asInt()).isPositive();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isLessThanOrEqualTo(24);
        });
    }

    @Test
    void shouldNameNoDataSourceOfItsOwn() {
        assertThat(dashboard
                        .path("templating")
                        .path("list")
                        .path(0)
                        .path("name")
                        .asString())
                .isEqualTo("datasource");
        assertThat(graphs()).allSatisfy(panel -> {
            assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).allSatisfy(target -> {
                assertThat(target.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
                assertThat(target.path("refId").asString()).isNotEmpty();
            });
        });
    }

    @Test
    void shouldHaveARowForEachConcern() {
        assertThat(panels.stream()
                        .filter(panel -> panel.path("type").asString().equals("row"))
                        .map(panel -> panel.path("title").asString()))
                .containsExactly(
                        "Jobs",
                        "Tasks by state",
                        "Dispatch latency",
                        "Attempts lost",
                        "Fenced",
                        "In flight and budget by source",
                        "Ledger calls");
    }
}
