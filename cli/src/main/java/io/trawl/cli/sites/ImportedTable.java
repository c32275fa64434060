package io.trawl.cli.sites;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.SiteImport;
import java.util.List;
import java.util.function.BiConsumer;

/** What came of taking over sources, a row each. */
final class ImportedTable {
    private static final String[] HEADINGS = {"source", "outcome"};

    private ImportedTable() {}

    static void print(SiteImport imported, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table = Table.of(List.of(Column.TEXT, Column.TEXT), HEADINGS);
                each(imported, table::row);
                surroundings.print(
                        table.isEmpty() ? List.of("The site has no sources.") : table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(imported)));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                each(imported, (source, outcome) -> surroundings.out().print(Csv.line(List.of(source, outcome))));
                surroundings.out().flush();
            }
        }
        if (!imported.taken().isEmpty()) {
            surroundings.say(
                    "The ids that are taken stand for other sources here; give them others here or at the site,"
                            + " and import again.");
        }
    }

    private static void each(SiteImport imported, BiConsumer<String, String> row) {
        imported.added().forEach(source -> row.accept(source, "added"));
        imported.kept().forEach(source -> row.accept(source, "kept"));
        imported.taken().forEach(source -> row.accept(source, "taken"));
        imported.gone().forEach(source -> row.accept(source, "gone"));
    }
}
