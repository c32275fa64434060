package io.trawl.cli.workers;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Things as rows, in each format. */
final class Rows {
    private Rows() {}

    /** @param name of the list in JSON */
    record Layout<T>(String name, List<String> headings, List<Column> columns, Function<T, List<String>> cells) {}

    static <T> void print(List<T> items, Layout<T> layout, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table = Table.of(layout.columns(), layout.headings().toArray(String[]::new));
                items.forEach(item -> table.row(layout.cells().apply(item).toArray(String[]::new)));
                surroundings.print(table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of(layout.name(), items))));
            case CSV -> {
                surroundings.out().print(Csv.line(layout.headings()));
                items.forEach(
                        item -> surroundings.out().print(Csv.line(layout.cells().apply(item))));
                surroundings.out().flush();
            }
        }
    }
}
