package io.trawl.cli.database;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an installation keeps everything it must not lose, and its logs.
 *
 * @param path absolute, existing
 */
public record DataDirectory(Path path) {
    /** Names the directory where neither an option nor a file does. */
    public static final String ENVIRONMENT = "TRAWL_DATA_DIR";

    /** @param home of the user */
    public static Path defaultPath(Map<String, String> environment, String home) {
        String named = environment.get(ENVIRONMENT);
        return named == null || named.isBlank() ? Path.of(home, ".trawl") : Path.of(named);
    }

    /** Creates what is missing. */
    public static DataDirectory prepare(Path path) {
        try {
            Path real = OwnerOnly.directory(path.toAbsolutePath().normalize()).toRealPath();
            OwnerOnly.directory(real.resolve("logs"));
            return new DataDirectory(real);
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The data directory " + path + " cannot be used (" + e + "); give another --data-dir.",
                    e);
        }
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** Whether a database was ever made here. */
    public boolean hasDatabase() {
        return ServerSettings.written(cluster());
    }

    Path cluster() {
        return path.resolve("pgdata");
    }

    /** Where the server's binaries are unpacked. */
    Path binaries() {
        return path.resolve("postgres");
    }

    Path databasePassword() {
        return path.resolve("database.password");
    }
}
