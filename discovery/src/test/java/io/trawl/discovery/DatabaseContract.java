package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.engine.workload.SourceAccess;
import io.trawl.engine.workload.SourceCheck;
import io.trawl.schemas.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every kind of database must do as a source; a new one is run through this against a real server. */
@Timeout(300)
abstract class DatabaseContract {
    /** Names that every kind of database takes. */
    static final List<String> HOSTILE = List.of(
            "a\"b; DROP TABLE x;--",
            "'",
            "x'; DROP TABLE x;--",
            "MixedCase",
            "with space",
            "dot.ted",
            "select",
            "Grüße_表",
            "back\\slash",
            "new\nline",
            "tick`ed",
            "$1",
            "?",
            ":name",
            "--",
            "/*",
            "%s",
            "n".repeat(60),
            "0digit");

    /** A database without tables, for one test. */
    abstract Database fresh() throws Exception;

    /** One database, and how its kind says things. */
    interface Database {
        SourceSpec source();

        void run(List<String> statements) throws Exception;

        /** With its quotes. */
        String quoted(String name);

        /** As the object of a finding. */
        String shown(String table);

        /** A type for texts of any length. */
        default String text() {
            return "text";
        }

        default String repeated(String text, int times) {
            return "repeat('" + text + "', " + times + ")";
        }

        default String joined(String left, String right) {
            return left + " || " + right;
        }

        /** Brings what the catalogue says of sizes up to date. */
        default void analyse(String table) throws Exception {}
    }

    private static Driver.Run scan(Database database) throws Exception {
        return Driver.with(Limits.DEFAULTS).scan(database.source(), Map.of());
    }

    private static List<String> gaps(Driver.Run run) {
        return run.sortedGaps().stream().filter(gap -> !gap.contains("system:")).toList();
    }

    @Test
    void shouldFindValuesAndAccountForEveryTable() throws Exception {
        Database database = fresh();
        database.run(List.of(
                "CREATE TABLE customers (id int primary key, name varchar(40), card_number varchar(40), note "
                        + database.text() + ")",
                "INSERT INTO customers VALUES (1, 'Jane', '4111 1111 1111 1111', NULL)",
                "INSERT INTO customers VALUES (2, 'Joe', '5500005555555559', 'mail to joe@example.org')",
                "CREATE TABLE none_at_all (mail varchar(40))",
                "CREATE TABLE nulls (id int primary key, mail varchar(40))",
                "INSERT INTO nulls VALUES (1, NULL)",
                "INSERT INTO nulls VALUES (2, NULL)",
                "CREATE VIEW names AS SELECT name FROM customers"));
        Driver.Run run = scan(database);
        assertThat(run.counts())
                .containsExactly(
                        database.shown("customers") + "|card_number|payment_card 2",
                        database.shown("customers") + "|note|email 1");
        assertThat(gaps(run))
                .containsExactly("discover EXCLUDED not_wanted:view " + database.shown("names") + " (view)");
        assertThat(run.judged())
                .containsExactly(
                        database.shown("customers") + "|card_number payment_card HIGH 1.0 2",
                        database.shown("customers") + "|note email HIGH 1.0 1");
    }

    /** B5: also S16, since a name that ends its quotes would be run. */
    @Test
    void shouldReadTablesAndColumnsOfAnyName() throws Exception {
        Database database = fresh();
        List<String> statements = new ArrayList<>(List.of("CREATE TABLE x (n int)"));
        for (String name : HOSTILE) {
            String id = database.quoted(name);
            statements.add("CREATE TABLE " + id + " (" + id + " varchar(40) primary key, "
                    + database.quoted("other " + name.substring(0, Math.min(40, name.length()))) + " int)");
            statements.add("INSERT INTO " + id + " VALUES ('jane@example.org', 1)");
        }
        database.run(statements);
        Driver.Run run = scan(database);
        assertThat(run.counts()).hasSize(HOSTILE.size()).allMatch(line -> line.endsWith("|email 1"));
        assertThat(gaps(run)).isEmpty();
        database.run(List.of("INSERT INTO x VALUES (1)"));
    }

    /** B4. */
    @Test
    void shouldCallATableGoneThatWasDroppedMeanwhile() throws Exception {
        for (String phase : List.of("inspect", "classify")) {
            Database database = fresh();
            database.run(List.of(
                    "CREATE TABLE a (mail varchar(40))",
                    "CREATE TABLE b (mail varchar(40))",
                    "INSERT INTO a VALUES ('jane@example.org')",
                    "INSERT INTO b VALUES ('joe@example.org')"));
            Driver.Run run = Driver.with(Limits.DEFAULTS)
                    .scan(database.source(), Map.of(), next -> drop(database, next.equals(phase)));
            assertThat(run.counts()).containsExactly(database.shown("b") + "|mail|email 1");
            assertThat(gaps(run)).containsExactly(phase + " SKIPPED gone " + database.shown("a"));
        }
    }

    private static void drop(Database database, boolean now) {
        try {
            if (now) {
                database.run(List.of("DROP TABLE a"));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldReadAColumnUnderItsNewName() throws Exception {
        Database database = fresh();
        database.run(List.of("CREATE TABLE a (mail varchar(40))", "INSERT INTO a VALUES ('jane@example.org')"));
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(), Map.of(), phase -> {
            if (phase.equals("classify")) {
                try {
                    database.run(List.of("ALTER TABLE a RENAME COLUMN mail TO address"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThat(run.counts()).hasSize(1).first().asString().endsWith("a|address|email 1");
    }

    /** Many slices in any order, with crashes on the way: what is found and judged is what one slice finds. */
    @Test
    void shouldFindTheSameWhateverTheSlicing() throws Exception {
        Database database = fresh();
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TABLE big (id int primary key, mail varchar(60), reference varchar(40), pad varchar(200))");
        for (int from = 0; from < 4_000; from += 500) {
            StringBuilder insert = new StringBuilder("INSERT INTO big VALUES ");
            for (int i = from; i < from + 500; i++) {
                String mail = i % 50 == 0 ? "NULL" : "'user" + i % 700 + "@example.org'";
                insert.append(i == from ? "(" : ", (")
                        .append(i)
                        .append(", ")
                        .append(mail)
                        .append(", '")
                        .append(4_000_000_000_000_000L + i * 7_919L)
                        .append("', '")
                        .append("x y ".repeat(40))
                        .append("')");
            }
            statements.add(insert.toString());
        }
        database.run(statements);
        database.analyse("big");
        Driver.Run whole = scan(database);
        assertThat(whole.judged())
                .anyMatch(line -> line.contains("|mail email HIGH 1.0 3920"))
                .anyMatch(line -> line.contains("|reference payment_card UNLIKELY "));
        for (int seed = 0; seed < 3; seed++) {
            Limits limits = new Limits(64 << 10, 256 << 10, 32L << 20, 1L << 30, 100, 4, 1 << 20);
            Driver.Run run = Driver.adverse(limits, seed, 0.001).scan(database.source(), Map.of());
            assertThat(run.processed.get("classify")).isGreaterThan(1);
            assertThat(run.counts()).isEqualTo(whole.counts());
            assertThat(run.columns()).isEqualTo(whole.columns());
            assertThat(gaps(run)).isEmpty();
        }
    }

    /** B6: cells of any size cost what the limits say. */
    @Test
    void shouldReadTheBeginningOfACellThatIsTooLarge() throws Exception {
        Database database = fresh();
        String large = database.joined("'jane@example.org '", database.repeated("x y ", 1 << 19));
        database.run(List.of(
                "CREATE TABLE big (id int primary key, doc " + database.text() + ")",
                "INSERT INTO big VALUES (1, " + large + ")",
                "INSERT INTO big VALUES (2, '" + "x ".repeat(9_000) + "joe@example.org')",
                "INSERT INTO big VALUES (3, 'last@example.org')"));
        Driver.Run run = scan(database);
        assertThat(run.counts()).containsExactly(database.shown("big") + "|doc|email 3");
        assertThat(gaps(run)).containsExactly("classify SKIPPED too_large " + database.shown("big") + " [doc]");
        assertThat(run.read).isLessThan(3L << 20);
    }

    @Test
    void shouldSayInOneSentenceThatItCanBeRead() throws Exception {
        Database database = fresh();
        database.run(List.of("CREATE TABLE t (n int)"));
        SourceSpec source = database.source();
        SourceCheck check = new DiscoveryWorkload()
                .connectors()
                .get(String.valueOf(source.connector()))
                .test(source, SourceAccess.NONE);
        assertThat(check.ok()).as(check.sentence()).isTrue();
        assertThat(check.sentence()).contains("1 tables 1 can be read");
    }
}
