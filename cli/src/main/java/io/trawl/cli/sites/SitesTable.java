package io.trawl.cli.sites;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.LastWord;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sites as rows. */
final class SitesTable {
    private static final String[] HEADINGS = {"site", "state", "residency", "reachable", "release", "url"};
    private static final List<Column> COLUMNS =
            List.of(Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.PATH);

    private SitesTable() {}

    static void print(List<Site> sites, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> surroundings.print(lines(sites, Instant.now(), surroundings.width()));
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("sites", sites))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                Instant now = Instant.now();
                sites.forEach(site -> surroundings.out().print(Csv.line(List.of(cells(site, now)))));
                surroundings.out().flush();
            }
        }
    }

    static List<String> lines(List<Site> sites, Instant now, int width) {
        Table table = Table.of(COLUMNS, HEADINGS);
        sites.forEach(site -> table.row(cells(site, now)));
        return table.lines(width);
    }

    private static String[] cells(Site site, Instant now) {
        Site.Word word = site.word();
        String release = word == null ? null : word.release();
        return new String[] {
            site.id(),
            site.state().name().toLowerCase(Locale.ROOT),
            site.residency().name().toLowerCase(Locale.ROOT),
            reachable(word, now),
            release == null ? "" : release,
            site.url()
        };
    }

    private static String reachable(Site.@Nullable Word word, Instant now) {
        if (word != null && word.reachable()) {
            // It may answer, but not as it should: be another installation than before, for example.
            return word.trouble() == null ? "yes" : "yes, " + word.trouble();
        }
        Instant last = word == null ? null : word.lastWord();
        return last == null ? "never reached" : "UNREACHABLE, " + LastWord.of(last, Duration.between(last, now));
    }
}
