package io.trawl.cli.database;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.nio.file.Path;

/** The secret with which an installation makes its tokens: equal values get equal tokens as long as it is kept. */
public final class InstallationKey {
    private static final String FILE = "installation.key";

    private InstallationKey() {}

    /** 32 random bytes, made once. */
    public static byte[] load(Path dataDirectory) {
        return checked(DataDirectory.prepare(dataDirectory).path().resolve(FILE));
    }

    /** What the file holds; it is made when it is not there. */
    public static byte[] of(Path file) {
        return checked(file.toAbsolutePath());
    }

    private static byte[] checked(Path file) {
        byte[] key = Secret.keptIn(file, Secret.random());
        if (key.length != Secret.BYTES) {
            // A new one in its place would silently give every value another token.
            throw new Refusal(
                    ExitCode.FAILED,
                    file + " holds " + key.length + " bytes instead of " + Secret.BYTES
                            + "; restore it from a backup.");
        }
        return key;
    }
}
