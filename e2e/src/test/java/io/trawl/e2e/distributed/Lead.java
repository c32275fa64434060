package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which orchestrator leads, as the database knows it: the session that has the lock, and the process at its other end. */
record Lead(Installation installation) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PORTS = """
            SELECT DISTINCT a.client_port FROM pg_locks l JOIN pg_stat_activity a USING (pid)
             WHERE l.locktype = 'advisory' AND l.granted
               AND (l.classid::bigint << 32 | l.objid::bigint) = %d""".formatted(0x7472_6177_6c01L);

    /** Waits for one. */
    Part holder() {
        return await("somebody leads")
                .atMost(PATIENCE)
                .until(this::found, Optional::isPresent)
                .orElseThrow();
    }

    Optional<Part> found() throws SQLException {
        return holders().stream().findFirst();
    }

    List<Part> holders() throws SQLException {
        List<Part> holders = new ArrayList<>();
        try (Connection connection = installation.connect();
                Statement statement = connection.createStatement();
                ResultSet ports = statement.executeQuery(PORTS)) {
            while (ports.next()) {
                Sessions.holder(installation, ports.getInt(1)).ifPresent(holders::add);
            }
        }
        return holders;
    }
}
