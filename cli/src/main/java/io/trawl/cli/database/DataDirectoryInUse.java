package io.trawl.cli.database;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/** Another process holds the data directory. */
public final class DataDirectoryInUse extends Refusal {
    DataDirectoryInUse(Path directory, Optional<Instance> holder) {
        super(
                ExitCode.FAILED,
                "Another trawl" + holder.map(i -> " (pid " + i.pid() + ")").orElse("") + " is using " + directory
                        + "; use it, stop it, or give another --data-dir.");
    }
}
