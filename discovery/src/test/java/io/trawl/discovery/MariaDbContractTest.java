package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.schemas.SourceSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MariaDbContractTest extends DatabaseContract {
    @Override
    Database fresh() throws Exception {
        MariaDb server = MariaDb.fresh();
        return new Database() {
            @Override
            public SourceSpec source() {
                return server.source();
            }

            @Override
            public void run(List<String> statements) throws Exception {
                server.run(statements.toArray(String[]::new));
            }

            @Override
            public String quoted(String name) {
                return "`" + name.replace("`", "``") + "`";
            }

            @Override
            public String shown(String table) {
                return server.name() + "." + table;
            }

            @Override
            public String text() {
                return "longtext";
            }

            @Override
            public String joined(String left, String right) {
                return "concat(" + left + ", " + right + ")";
            }

            @Override
            public void analyse(String table) throws Exception {
                server.run("ANALYZE TABLE " + table);
            }
        };
    }

    private static List<String> scan(SourceSpec source, List<String> gaps) throws Exception {
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(source, Map.of());
        gaps.addAll(run.sortedGaps());
        return run.counts();
    }

    @Test
    void shouldReadEveryTypeThatCanHoldSomething() throws Exception {
        MariaDb server = MariaDb.fresh();
        server.run("""
                CREATE TABLE t (j json, tx text, bl blob, e enum('jane@example.org', 'sad'), s set('a', 'jane@example.org'),
                  n decimal(20, 0), i bigint, v varchar(40), ch char(40), ip inet6, nothing text, at datetime, b bit(3),
                  d double, id uuid, place point)""", """
                INSERT INTO t VALUES ('{"a": {"mail": "jane@example.org"}}', 'jane@example.org', 'jane@example.org',
                  'jane@example.org', 'jane@example.org', 4111111111111111, 5500005555555559, 'jane@example.org',
                  'jane@example.org', '2001:db8::8a2e:370:7334', NULL, now(), b'1', 1.5, uuid(), POINT(1, 2))""");
        List<String> gaps = new java.util.ArrayList<>();
        String t = server.name() + ".t";
        assertThat(scan(server.source(), gaps))
                .containsExactlyInAnyOrder(
                        t + "|j|email 1",
                        t + "|tx|email 1",
                        t + "|bl|email 1",
                        t + "|e|email 1",
                        t + "|s|email 1",
                        t + "|n|payment_card 1",
                        t + "|i|payment_card 1",
                        t + "|v|email 1",
                        t + "|ch|email 1",
                        t + "|ip|ip_address 1");
        assertThat(gaps)
                .containsExactlyInAnyOrder(
                        "inspect EXCLUDED type:datetime " + t + " [at]",
                        "inspect EXCLUDED type:bit " + t + " [b]",
                        "inspect EXCLUDED type:double " + t + " [d]",
                        "inspect EXCLUDED type:uuid " + t + " [id]",
                        "inspect SKIPPED unsupported:point " + t + " [place]");
    }

    /** B3, S16. */
    @Test
    void shouldReadOnlyWhatItMayAndChangeNothing() throws Exception {
        MariaDb server = MariaDb.fresh();
        String user = server.user();
        server.run(
                "CREATE TABLE sprung (what text)",
                "CREATE TABLE t (mail varchar(40), salary varchar(40))",
                "INSERT INTO t VALUES ('jane@example.org', 'joe@example.org')",
                """
                CREATE FUNCTION spring() RETURNS text
                BEGIN INSERT INTO sprung VALUES ('view'); RETURN 'x'; END""",
                "CREATE VIEW trap AS SELECT mail, spring() AS x FROM t");
        List<String> gaps = new java.util.ArrayList<>();
        SourceSpec views = server.source("tester", Map.of("views", true));
        assertThat(scan(views, gaps))
                .containsExactly(server.name() + ".t|mail|email 1", server.name() + ".t|salary|email 1");
        assertThat(gaps).containsExactly("inspect SKIPPED side_effect " + server.name() + ".trap (view)");
        try (var connection = server.connect();
                var row = connection.createStatement().executeQuery("SELECT count(*) FROM sprung")) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
        server.run("GRANT SELECT (mail) ON t TO " + user + "@'%'");
        gaps.clear();
        assertThat(scan(server.source(user, Map.of()), gaps)).containsExactly(server.name() + ".t|mail|email 1");
    }

    /** B3. */
    @Test
    void shouldSayWhyItCannotBeOpened() throws Exception {
        MariaDb server = MariaDb.fresh();
        List<String> gaps = new java.util.ArrayList<>();
        scan(server.source("nobody_of_that_name", Map.of()), gaps);
        assertThat(gaps).containsExactly("discover SKIPPED login_refused s");
        server.run("DROP DATABASE " + server.name());
        gaps.clear();
        scan(server.source(), gaps);
        assertThat(gaps).containsExactly("discover SKIPPED no_database s");
    }

    /** B6. */
    @Test
    void shouldTellOfAViewThatFailsAndOneThatTakesTooLong() throws Exception {
        MariaDb server = MariaDb.fresh();
        server.run(
                "CREATE TABLE t (n int, mail varchar(40))",
                "INSERT INTO t VALUES (0, 'jane@example.org')",
                "CREATE TABLE away (x int)",
                "CREATE VIEW broken AS SELECT x FROM away",
                "DROP TABLE away",
                "CREATE VIEW slow AS SELECT sleep(60) AS x FROM t");
        List<String> gaps = new java.util.ArrayList<>();
        SourceSpec source = server.source("tester", Map.of("views", true, "statement_timeout_s", 1));
        assertThat(scan(source, gaps)).containsExactly(server.name() + ".t|mail|email 1");
        assertThat(gaps)
                .containsExactly(
                        "classify SKIPPED timeout " + server.name() + ".slow (view)",
                        "inspect FAILED query_error:HY000 " + server.name() + ".broken (view)");
    }
}
