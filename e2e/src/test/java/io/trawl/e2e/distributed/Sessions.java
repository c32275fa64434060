package io.trawl.e2e.distributed;

import io.trawl.cli.stack.Part;
import io.trawl.cli.stack.Part.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose sessions of the database are whose: it knows them by the port at their other end. */
final class Sessions {
    private Sessions() {}

    /** The orchestrator that has this session. */
    static Optional<Part> holder(Installation installation, int port) {
        return installation.stack().parts(Role.ORCHESTRATOR).stream()
                .filter(part -> has(installation, part, port))
                .findFirst();
    }

    /** Whether the local end of a connection of the part's process is this port. */
    private static boolean has(Installation installation, Part part, int port) {
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
