package io.trawl.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Findings for people, the surest and most numerous first. */
public final class FindingTable {
    /** A longer list is no reading matter for a terminal. */
    public static final int MAX_ROWS = 1_000;

    private FindingTable() {}

    /**
     * @param findings at most {@link #MAX_ROWS}
     * @param total how many there are, as far as known
     */
    public static List<String> lines(List<FindingRow> findings, long total, int width) {
        if (findings.isEmpty()) {
            return List.of("No findings.");
        }
        // With one source its name on every line would only take room from what is looked for.
        boolean sources = findings.stream().map(FindingRow::source).distinct().count() > 1;
        boolean judged =
                findings.stream().anyMatch(finding -> !finding.judged().text().isEmpty());
        Table table = table(sources, judged);
        findings.stream()
                .sorted(Comparator.comparing(FindingRow::confidence)
                        .thenComparingLong(FindingRow::count)
                        .reversed())
                .forEach(finding -> table.row(cells(finding, sources, judged)));
        List<String> lines = new ArrayList<>(table.lines(width));
        if (total > findings.size()) {
            lines.add(
                    "… and " + Amounts.count(total - findings.size()) + " more; --format csv or json lists them all.");
        }
        return lines;
    }

    private static Table table(boolean sources, boolean judged) {
        List<Table.Column> columns = new ArrayList<>(
                List.of(Table.Column.TEXT, Table.Column.TEXT, Table.Column.NUMBER, Table.Column.NUMBER));
        List<String> headings = new ArrayList<>(List.of("detector", "sure", "count", "distinct"));
        if (judged) {
            columns.add(Table.Column.TEXT);
            headings.add("column as a whole");
        }
        if (sources) {
            columns.add(Table.Column.PATH);
            headings.add("source");
        }
        columns.addAll(List.of(Table.Column.PATH, Table.Column.PATH));
        headings.addAll(List.of("object", "samples (masked)"));
        return Table.of(columns, headings.toArray(String[]::new));
    }

    private static String[] cells(FindingRow finding, boolean sources, boolean judged) {
        List<String> cells = new ArrayList<>(List.of(
                finding.detector(),
                finding.confidence().name().toLowerCase(Locale.ROOT),
                Amounts.count(finding.count()),
                finding.distinct()));
        if (judged) {
            cells.add(finding.judged().text());
        }
        if (sources) {
            cells.add(finding.source());
        }
        cells.add(finding.place());
        cells.add(String.join(" ", finding.samples()));
        return cells.toArray(String[]::new);
    }
}
