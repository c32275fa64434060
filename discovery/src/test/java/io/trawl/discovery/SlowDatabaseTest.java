package io.trawl.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.discovery.content.Limits;
import io.trawl.engine.attempt.SourcePace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that becomes slow in the middle of a table. */
@Timeout(300)
class SlowDatabaseTest {
    private final List<Long> rests = new ArrayList<>();
    private long now;

    @Test
    void shouldLeaveADatabaseAloneThatBecomesSlow() throws Exception {
        Postgres database = Postgres.fresh();
        String user = database.user();
        database.run(
                "CREATE TABLE t (id int, mail text)",
                "INSERT INTO t SELECT i, 'user' || i || '@example.org' FROM generate_series(1, 40000) i",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                // Every page of the second half takes most of a second.
                "CREATE POLICY slow ON t USING (id < 24000 OR id % 250 <> 0 OR pg_sleep(0.1) IS NOT NULL)",
                "GRANT SELECT ON t TO " + user);
        SourcePace pace = new SourcePace(() -> now, SourcePace.Listener.NONE);
        Driver.Run run = Driver.with(Limits.DEFAULTS)
                .hearing((took, bytes) -> {
                    now += took;
                    long rest = pace.heard("t", "s", took, bytes);
                    now += rest;
                    if (rest > 0) {
                        rests.add(rest);
                        assertThat(held(database)).as("held while resting").isZero();
                    }
                })
                .scan(database.source(user, Map.of()), Map.of());
        assertThat(run.counts()).containsExactly("public.t|mail|email 40000");
        assertThat(rests).as("rests after slow pages").isNotEmpty();
    }

    /** Transactions that are open for us. */
    private static long held(Postgres database) {
        try {
            return database.number(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'trawl' AND datname = '"
                            + database.name() + "' AND xact_start IS NOT NULL");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
