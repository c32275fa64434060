package io.trawl.cli.database;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Random bytes that are made once and then kept in a file of mode 600. */
final class Secret {
    static final int BYTES = 32;

    private Secret() {}

    static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** What the file holds; {@code fresh} is stored when there is none. */
    static byte[] keptIn(Path file, byte[] fresh) {
        try {
            if (!Files.exists(file)) {
                OwnerOnly.writeOnce(file, fresh);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(ExitCode.FAILED, file + " cannot be read or written (" + e + "); check who owns it.", e);
        }
    }
}
