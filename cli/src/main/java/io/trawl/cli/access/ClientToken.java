package io.trawl.cli.access;

import io.trawl.cli.config.Settings;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.run.CommonOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The token that a command presents. There is no option that takes its text: what stands on a command line can be read by
 * every user of the machine, and stays in the history of the shell.
 */
public final class ClientToken {
    private ClientToken() {}

    /** From the file, else TRAWL_TOKEN, else TRAWL_API_TOKEN, which a server on the same machine was started with. */
    public static @Nullable String of(Settings settings, @Nullable Path file) {
        if (file != null) {
            return read(file);
        }
        String own = settings.secret(CommonOptions.CLIENT_TOKEN_VARIABLE);
        return own != null ? own : settings.secret(CommonOptions.TOKEN_VARIABLE);
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The token cannot be read from " + file + " ("
                            + e.getClass().getSimpleName() + "); give another --token-file.",
                    e);
        }
        throw new Refusal(ExitCode.USAGE, "The file " + file + " is empty; write the token into it.");
    }
}
