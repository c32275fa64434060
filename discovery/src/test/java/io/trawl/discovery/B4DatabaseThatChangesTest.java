package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class B4DatabaseThatChangesTest {
    private static Driver.Run scan(Postgres database, String phase, String... meanwhile) throws Exception {
        return Driver.with(Limits.DEFAULTS).scan(database.source(), Map.of(), next -> {
            if (next.equals(phase)) {
                try {
                    database.run(meanwhile);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static Postgres database() throws SQLException {
        Postgres database = Postgres.fresh();
        database.run(
                "CREATE TABLE a (mail text)",
                "CREATE TABLE b (mail text)",
                "INSERT INTO a VALUES ('jane@example.org')",
                "INSERT INTO b VALUES ('joe@example.org')");
        return database;
    }

    @Test
    void shouldCallATableGoneThatWasDroppedBeforeItWasInspected() throws Exception {
        Driver.Run run = scan(database(), "inspect", "DROP TABLE a");
        assertThat(run.counts()).containsExactly("public.b|mail|email 1");
        assertThat(run.gaps).contains("inspect SKIPPED gone public.a");
    }

    @Test
    void shouldCallATableGoneThatWasDroppedBeforeItWasClassified() throws Exception {
        Driver.Run run = scan(database(), "classify", "DROP TABLE a");
        assertThat(run.counts()).containsExactly("public.b|mail|email 1");
        assertThat(run.gaps).contains("classify SKIPPED gone public.a");
    }

    @Test
    void shouldReadAColumnUnderItsNewName() throws Exception {
        Driver.Run run = scan(database(), "classify", "ALTER TABLE a RENAME mail TO address");
        assertThat(run.counts()).containsExactly("public.a|address|email 1", "public.b|mail|email 1");
        assertThat(run.gaps).allMatch(gap -> gap.contains("system:"));
    }

    @Test
    void shouldNotMindRowsThatAreGone() throws Exception {
        Driver.Run run = scan(database(), "classify", "DELETE FROM a");
        assertThat(run.counts()).containsExactly("public.b|mail|email 1");
        assertThat(run.gaps).allMatch(gap -> gap.contains("system:"));
    }

    @Test
    void shouldSayThatATableChangedWhoseRowsWereMoved() throws Exception {
        Driver.Run run = scan(database(), "classify", "ALTER TABLE a ALTER mail TYPE varchar(40) USING mail || ''");
        assertThat(run.gaps).contains("classify SKIPPED changed public.a");
    }

    @Test
    void shouldNotWaitForALockForLong() throws Exception {
        Postgres database = database();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Driver.Run run = Driver.with(Limits.DEFAULTS).scan(database.source(), Map.of(), phase -> {
                try {
                    if (phase.equals("classify")) {
                        statement.execute("LOCK TABLE a IN ACCESS EXCLUSIVE MODE");
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(run.counts()).containsExactly("public.b|mail|email 1");
            assertThat(run.gaps).contains("classify SKIPPED locked public.a");
        }
    }
}
