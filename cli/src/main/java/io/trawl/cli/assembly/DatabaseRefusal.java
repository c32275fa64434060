package io.trawl.cli.assembly;

import io.trawl.cli.assembly.SingleProcessConfig.ExternalDatabase;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.sql.SQLException;
import java.util.function.Supplier;

/** What a database of someone else's says is for the user to know; everything else is a defect of ours. */
public final class DatabaseRefusal {
    private DatabaseRefusal() {}

    /** Starts something, and says in one sentence why it does not start. */
    public static <T> T told(ExternalDatabase database, Supplier<T> start) {
        try {
            return start.get();
        } catch (StartFailed e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw of(database, e);
        }
    }

    /** A refusal when the database is to blame, else what it was. */
    public static RuntimeException of(ExternalDatabase database, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return new Refusal(
                        ExitCode.FAILED,
                        "The database " + database.jdbcUrl() + " cannot be used (" + cause.getMessage()
                                + "); check --database-url, TRAWL_DATABASE_USER and TRAWL_DATABASE_PASSWORD.",
                        e);
            }
        }
        return e;
    }
}
