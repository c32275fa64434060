package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class B6DatabaseTypesTest {
    private static Driver.Run scan(Postgres database, Map<String, Object> options) throws Exception {
        return Driver.with(Limits.DEFAULTS).scan(database.source("postgres", options), Map.of());
    }

    private static List<String> gaps(Driver.Run run) {
        return run.sortedGaps().stream().filter(gap -> !gap.contains("system:")).toList();
    }

    @Test
    void shouldReadEveryTypeThatCanHoldSomething() throws Exception {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('jane@example.org', 'sad')",
                "CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%')",
                "CREATE DOMAIN work_mail AS mail",
                "CREATE TYPE person AS (name text, mail text)",
                """
                CREATE TABLE t (j json, jb jsonb, ta text[], ba bytea, e mood, d work_mail, h hstore, x xml, c person,
                  n numeric, i bigint, v varchar(40), ch char(40), net inet, nr numrange, tv tsvector, nothing text,
                  empty text, ia int[], ca person[], yes bool, at timestamptz, id uuid, place point)""",
                """
                INSERT INTO t VALUES ('{"a": {"mail": "jane@example.org"}}', '{"list": [{"card": "4111111111111111"}]}',
                  '{x,jane@example.org}', 'jane@example.org', 'jane@example.org', 'jane@example.org',
                  'mail => jane@example.org', '<a>jane@example.org</a>', ROW('Jane', 'jane@example.org'),
                  4111111111111111, 5500005555555559, 'jane@example.org', 'jane@example.org', '93.184.215.14',
                  '[4111111111111111,4111111111111112)', to_tsvector('simple', 'jane@example.org'), NULL,
                  '', '{1,2}', ARRAY[ROW('J', 'jane@example.org')::person], true, now(), gen_random_uuid(), '(1,2)')""");
        Driver.Run run = scan(database, Map.of());
        assertThat(run.counts())
                .containsExactlyInAnyOrder(
                        "public.t|j $.a.mail|email 1",
                        "public.t|jb $.list[*].card|payment_card 1",
                        "public.t|ta $[*]|email 1",
                        "public.t|ba|email 1",
                        "public.t|e|email 1",
                        "public.t|d|email 1",
                        "public.t|h|email 1",
                        "public.t|x|email 1",
                        "public.t|c $.mail|email 1",
                        "public.t|n|payment_card 1",
                        "public.t|i|payment_card 1",
                        "public.t|v|email 1",
                        "public.t|ch|email 1",
                        "public.t|net|ip_address 1",
                        "public.t|nr|payment_card 1",
                        "public.t|tv|email 1",
                        "public.t|ca $[*].mail|email 1");
        assertThat(gaps(run))
                .containsExactly(
                        "inspect EXCLUDED type:bool public.t [yes]",
                        "inspect EXCLUDED type:point public.t [place]",
                        "inspect EXCLUDED type:timestamptz public.t [at]",
                        "inspect EXCLUDED type:uuid public.t [id]");
    }

    @Test
    void shouldReadTheBeginningOfACellThatIsTooLarge() throws Exception {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE TABLE big (id int primary key, long text, doc jsonb, pic bytea)",
                "INSERT INTO big SELECT 1, 'jane@example.org ' || repeat('x y ', 75000000), NULL, NULL",
                "INSERT INTO big SELECT 2, repeat('x ', 4000) || 'joe@example.org', NULL, '\\x89504e470d0a1a0a00000000'",
                "INSERT INTO big SELECT 3, NULL, jsonb_build_object('a', (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 60000) i)), NULL",
                "INSERT INTO big SELECT 4, 'last@example.org', NULL, '\\x89504e470d0a1a0a00000000'");
        for (Map<String, Object> options : List.<Map<String, Object>>of(Map.of(), Map.of("slices", "key"))) {
            System.gc();
            Driver.Run run = scan(database, options);
            assertThat(run.counts()).containsExactly("public.big|long|email 3");
            assertThat(gaps(run))
                    .containsExactly(
                            "classify SKIPPED binary public.big [pic]",
                            "classify SKIPPED too_large public.big [doc]",
                            "classify SKIPPED too_large public.big [long]");
            assertThat(run.read).isLessThan(3L << 20);
        }
    }

    @Test
    void shouldTellOfAViewThatFailsAndOneThatTakesTooLong() throws Exception {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE TABLE t (n int, mail text)",
                "INSERT INTO t VALUES (0, 'jane@example.org')",
                "CREATE VIEW broken AS SELECT (1 / n)::text AS x FROM t",
                "CREATE VIEW good AS SELECT mail FROM t",
                "CREATE VIEW slow AS SELECT pg_sleep(60)::text AS x FROM t");
        long begin = System.nanoTime();
        Driver.Run run = scan(database, Map.of("views", true, "statement_timeout_s", 1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        assertThat(run.counts()).containsExactly("public.good (view)|mail|email 1", "public.t|mail|email 1");
        assertThat(gaps(run))
                .containsExactly(
                        "classify FAILED query_error:22012 public.broken (view)",
                        "classify SKIPPED timeout public.slow (view)");
    }

    /** A server that takes the connection and says nothing: what another one looks like when it hangs. */
    @Test
    void shouldNotHangWithAForeignTable() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            Postgres database = Postgres.fresh();
            database.run(
                    "CREATE EXTENSION postgres_fdw",
                    "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                            + silent.getLocalPort() + "', connect_timeout '3')",
                    "CREATE SERVER near FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '"
                            + Postgres.port() + "', dbname '" + database.name() + "')",
                    "CREATE USER MAPPING FOR postgres SERVER far OPTIONS (user 'u', password 'p')",
                    "CREATE USER MAPPING FOR postgres SERVER near OPTIONS (user 'postgres')",
                    "CREATE TABLE t (mail text)",
                    "INSERT INTO t VALUES ('jane@example.org')",
                    "CREATE FOREIGN TABLE hangs (mail text) SERVER far OPTIONS (table_name 't')",
                    "CREATE FOREIGN TABLE works (mail text) SERVER near OPTIONS (table_name 't')");
            Driver.Run run = scan(database, Map.of("statement_timeout_s", 1));
            assertThat(run.counts())
                    .containsExactly("public.t|mail|email 1", "public.works (foreign table)|mail|email 1");
            assertThat(gaps(run)).singleElement().asString().endsWith("public.hangs (foreign table)");
        }
    }

    @Test
    void shouldSayThatRowSecurityMayHideRows() throws Exception {
        Postgres database = Postgres.fresh();
        String user = database.user();
        database.run(
                "CREATE TABLE t (owner text, mail text)",
                "INSERT INTO t VALUES ('" + user + "', 'jane@example.org'), ('other', 'joe@example.org')",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON t USING (owner = current_user)",
                "GRANT SELECT ON t TO " + user);
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(user, Map.of()), Map.of());
        assertThat(run.counts()).containsExactly("public.t|mail|email 1");
        assertThat(gaps(run)).containsExactly("inspect SKIPPED row_security public.t");
    }

    @Test
    void shouldReadEachPartitionOnceAndNameItsParent() throws Exception {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE TABLE orders (y int, mail text) PARTITION BY RANGE (y)",
                "CREATE TABLE o1 PARTITION OF orders FOR VALUES FROM (2000) TO (2010)",
                "CREATE TABLE o2 PARTITION OF orders FOR VALUES FROM (2010) TO (2020) PARTITION BY LIST (y)",
                "CREATE TABLE o2a PARTITION OF o2 DEFAULT",
                "INSERT INTO orders VALUES (2001, 'jane@example.org'), (2015, 'joe@example.org')",
                "CREATE TABLE parent (mail text)",
                "CREATE TABLE child () INHERITS (parent)",
                "INSERT INTO child VALUES ('kid@example.org')");
        Driver.Run run = scan(database, Map.of());
        assertThat(run.counts())
                .containsExactly(
                        "public.child|mail|email 1",
                        "public.o1 (partition of public.orders)|mail|email 1",
                        "public.o2a (partition of public.o2)|mail|email 1");
        assertThat(gaps(run))
                .containsExactly(
                        "discover EXCLUDED read_elsewhere:partitions public.o2 (partitioned table, partition of public.orders)",
                        "discover EXCLUDED read_elsewhere:partitions public.orders (partitioned table)");
    }
}
