package io.trawl.cli.database;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;

/** The embedded server could not be made or started. */
public final class DatabaseUnavailable extends Refusal {
    DatabaseUnavailable(String sentence) {
        super(ExitCode.FAILED, sentence);
    }

    DatabaseUnavailable(String sentence, Throwable cause) {
        super(ExitCode.FAILED, sentence, cause);
    }
}
