package io.trawl.cli.sources;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Budget;
import io.trawl.schemas.Json;
import io.trawl.schemas.NamedSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sources as rows. */
final class SourcesTable {
    private static final String[] HEADINGS = {"source", "connector", "budget", "windows", "labels"};

    private SourcesTable() {}

    static void print(List<NamedSource> sources, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table =
                        Table.of(List.of(Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT), HEADINGS);
                sources.forEach(source -> table.row(cells(source)));
                surroundings.print(table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("sources", sources))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                sources.forEach(source -> surroundings.out().print(Csv.line(List.of(cells(source)))));
                surroundings.out().flush();
            }
        }
    }

    private static String[] cells(NamedSource source) {
        Budget budget = source.budget();
        String windows = budget == null || budget.windows() == null ? "" : String.join("; ", budget.windows());
        String labels = new TreeMap<>(source.labels()).toString();
        return new String[] {
            source.id(),
            source.connector(),
            budget == null ? "default" : text(budget),
            windows,
            labels.substring(1, labels.length() - 1)
        };
    }

    private static String text(Budget budget) {
        return budget.concurrency() + " at a time"
                + (budget.bytesPerSecond() == null ? "" : ", " + budget.bytesPerSecond() + " B/s")
                + (budget.rowsPerSecond() == null ? "" : ", " + budget.rowsPerSecond() + " rows/s");
    }
}
