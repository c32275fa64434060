package io.trawl.cli.stack;

import io.trawl.cli.database.DataDirectory;
import io.trawl.cli.run.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack is meant. */
public final class StackOptions {
    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description =
                    "Where its data, logs and pids are kept (default: stack in TRAWL_DATA_DIR, else ~/.trawl/stack).")
    private @Nullable Path directory;

    Path directory(Surroundings surroundings) {
        Path named = directory;
        return named != null
                ? named
                : DataDirectory.defaultPath(
                                surroundings.environment(), surroundings.home().toString())
                        .resolve("stack");
    }
}
