package io.trawl.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** The server processes of the database in a data directory, found by where they work. */
record DatabaseProcesses(Path cluster) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    static DatabaseProcesses of(Path dataDirectory) {
        return new DatabaseProcesses(dataDirectory.resolve("pgdata"));
    }

    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /** As {@code kill -9} does to the main process. */
    void killPostmaster() {
        try {
            long pid = Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            all().stream()
                    .filter(process -> process.pid() == pid)
                    .findAny()
                    .orElseThrow()
                    .destroyForcibly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Politely first: a killed server leaves shared memory behind. */
    void end() {
        all().forEach(ProcessHandle::destroy);
        try {
            await().atMost(LIMIT).until(() -> all().isEmpty());
        } catch (ConditionTimeoutException e) {
            all().forEach(ProcessHandle::destroyForcibly);
            await().atMost(LIMIT).until(() -> all().isEmpty());
        }
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(cluster.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
