package io.trawl.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings for people, the surest and most numerous first. */
public final class FindingTable {
    /** A longer list is no reading matter for a terminal. */
    public static final int MAX_ROWS = 1_000;

    private static final List<Table.Column> COLUMNS = List.of(
            Table.Column.TEXT,
            Table.Column.TEXT,
            Table.Column.NUMBER,
            Table.Column.NUMBER,
            Table.Column.PATH,
            Table.Column.PATH,
            Table.Column.PATH);

    private FindingTable() {}

    /**
     * @param findings at most {@link #MAX_ROWS}
     * @param total how many there are, as far as known
     */
    public static List<String> lines(List<FindingRow> findings, long total, int width) {
        if (findings.isEmpty()) {
            return List.of("No findings.");
        }
        Table table = Table.of(COLUMNS, "detector", "sure", "count", "distinct", "source", "object", "samples (masked)");
        findings.stream()
                .sorted((a, b) -> {
                    int bySureness = b.confidence().compareTo(a.confidence());
                    return bySureness != 0 ? bySureness : Long.compare(b.count(), a.count());
                })
                .forEach(f -> table.row(
                        f.detector(),
                        f.confidence().name().toLowerCase(Locale.ROOT),
                        Amounts.count(f.count()),
                        f.distinct(),
                        f.source(),
                        f.place(),
                        String.join(" ", f.samples())));
        List<String> lines = new ArrayList<>(table.lines(width));
        if (total > findings.size()) {
            lines.add("… and " + Amounts.count(total - findings.size()) + " more; --format csv or json lists them all.");
        }
        return lines;
    }
}
