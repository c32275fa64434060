package io.trawl.e2e.distributed;

import static org.awaitility.Awaitility.await;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                int port = ports.getInt(1);
                installation.stack().parts(Role.ORCHESTRATOR).stream()
                        .filter(part -> has(part, port))
                        .forEach(holders::add);
            }
        }
        return holders;
    }

    /** Whether the local end of a connection of the part's process is this port. */
    private boolean has(Part part, int port) {
        return installation.stack().process(part).stream()
                .map(process -> Path.of("/proc", Long.toString(process.pid())))
                .anyMatch(process -> sockets(process, port).anyMatch(inode -> open(process, inode)));
    }

    private static Stream<String> sockets(Path process, int port) {
        String end = String.format(":%04X", port);
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(process.resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(end))
                .map(columns -> columns[9]);
    }

    private static boolean open(Path process, String inode) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> leadsTo(descriptor, "socket:[" + inode + "]"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leadsTo(Path descriptor, String target) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(target);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
