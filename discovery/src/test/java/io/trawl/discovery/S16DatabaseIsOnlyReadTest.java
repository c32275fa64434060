package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A database may be set up so that whoever looks at it changes something, or runs code. */
class S16DatabaseIsOnlyReadTest {
    private static final String[] TRAPS = {
        "CREATE TABLE sprung (what text)",
        "CREATE TABLE t (mail text)",
        "INSERT INTO t VALUES ('jane@example.org')",
        """
        CREATE FUNCTION public.spring(what text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
        BEGIN INSERT INTO public.sprung VALUES (what); RETURN what; END $$""",
        """
        CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM public.spring('trigger'); RETURN NEW; END $$""",
        "CREATE TRIGGER trap BEFORE INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION on_change()",
        "CREATE RULE trap AS ON UPDATE TO t DO ALSO INSERT INTO sprung VALUES ('rule')",
        "CREATE VIEW trap_view WITH (security_invoker = true) AS SELECT mail, public.spring('view') AS x FROM t",
        // Functions with the names of the system's, where an unqualified name would find them first.
        """
        CREATE FUNCTION public.substring(text, integer, integer) RETURNS text LANGUAGE sql AS
        $$ SELECT public.spring('substring') $$""",
        """
        CREATE FUNCTION public.array_to_json(text[]) RETURNS json LANGUAGE sql AS
        $$ SELECT to_json(public.spring('array_to_json')) $$""",
        "CREATE TABLE arrays (a text[])",
        "INSERT INTO arrays VALUES ('{a@example.org}')",
        "ALTER DATABASE %s SET search_path = public, pg_catalog",
        "ALTER DATABASE %s SET default_transaction_read_only = off"
    };

    @Test
    void shouldSpringNoTrap() throws Exception {
        Postgres database = Postgres.fresh();
        for (String trap : TRAPS) {
            database.run(trap.formatted(database.name()));
        }
        Driver.Run run =
                Driver.with(Limits.DEFAULTS).scan(database.source("postgres", Map.of("views", true)), Map.of());
        assertThat(database.number("SELECT count(*) FROM sprung")).isZero();
        assertThat(run.counts()).containsExactly("public.arrays|a $[*]|email 1", "public.t|mail|email 1");
        assertThat(run.gaps).contains("classify SKIPPED side_effect public.trap_view (view)");
    }

    @Test
    void shouldReadAsAUserWhoMayOnlyRead() throws Exception {
        Postgres database = Postgres.fresh();
        String user = database.user();
        database.run(
                "CREATE TABLE t (mail text)",
                "INSERT INTO t VALUES ('jane@example.org')",
                "GRANT pg_read_all_data TO " + user,
                "ALTER ROLE " + user + " SET default_transaction_read_only = on");
        Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(user, Map.of()), Map.of());
        assertThat(run.counts()).containsExactly("public.t|mail|email 1");
        assertThat(run.gaps).allMatch(gap -> gap.contains("system:"));
    }
}
