package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret that is read where it is used, from {@code env:NAME} or {@code file:PATH}, and never kept. */
record Credential(String reference) {
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final long MAX_BYTES = 64 << 10;

    /**
     * The password for one place. A file whose name ends in {@code pgpass} has lines of
     * {@code host:port:database:user:password}, any other has the password as its first line.
     */
    String password(DatabaseUrl url, String user) throws Unreadable {
        String secret = reference.startsWith(ENV)
                ? System.getenv(reference.substring(ENV.length()))
                : reference.startsWith(FILE) ? inFile(reference.substring(FILE.length()), url, user) : null;
        if (secret == null || secret.isEmpty()) {
            throw new Unreadable(Reasons.NO_CREDENTIAL);
        }
        return secret;
    }

    private static @Nullable String inFile(String name, DatabaseUrl url, String user) {
        try {
            Path path =
                    name.startsWith("~/") ? Path.of(System.getProperty("user.home"), name.substring(2)) : Path.of(name);
            if (Files.size(path) > MAX_BYTES) {
                return null;
            }
            List<String> lines = Files.readAllLines(path);
            return name.endsWith("pgpass")
                    ? PasswordFile.find(lines, url, user)
                    : lines.isEmpty() ? null : lines.getFirst();
        } catch (IOException | InvalidPathException | SecurityException e) {
            return null;
        }
    }
}
