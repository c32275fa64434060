package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class B5DatabaseNamesTest {
    static final List<String> HOSTILE = List.of(
            "a\"b; DROP TABLE x;--",
            "\"",
            "\"\"",
            "'",
            "x'; DROP TABLE x;--",
            "MixedCase",
            "mixedcase",
            "with space",
            "dot.ted",
            "select",
            "table",
            "Grüße_表",
            "back\\slash",
            "new\nline",
            "$1",
            "?",
            ":name",
            "{call}",
            "--",
            "/*",
            "%s",
            "n".repeat(63),
            "\u202Eesrever",
            "0digit");

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Test
    void shouldReadTablesAndColumnsOfAnyName() throws Exception {
        for (boolean byKey : new boolean[] {false, true}) {
            Postgres database = Postgres.fresh();
            List<String> statements = new ArrayList<>(List.of("CREATE TABLE x (n int)"));
            for (String name : HOSTILE) {
                String id = quoted(name);
                statements.add("CREATE SCHEMA " + id);
                statements.add("CREATE TABLE " + id + "." + id + " (" + id + " text primary key)");
                statements.add("INSERT INTO " + id + "." + id + " VALUES ('jane@example.org')");
            }
            database.run(statements.toArray(String[]::new));
            Driver.Run run = Driver.with(Limits.DEFAULTS)
                    .scan(database.source("postgres", byKey ? Map.of("slices", "key") : Map.of()), Map.of());
            assertThat(run.counts()).hasSize(HOSTILE.size()).allMatch(line -> line.endsWith("|email 1"));
            assertThat(run.counts()).anyMatch(line -> line.startsWith("\"a\"\"b; DROP TABLE x;--\".\"a\"\"b; DROP"));
            assertThat(run.gaps).allMatch(gap -> gap.contains("system:"));
            assertThat(database.number("SELECT count(*) FROM pg_tables WHERE tablename = 'x'"))
                    .isEqualTo(1);
        }
    }
}
