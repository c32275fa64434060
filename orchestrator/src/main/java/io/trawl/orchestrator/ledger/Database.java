package io.trawl.orchestrator.ledger;

import io.trawl.engine.ledger.Fences;
import io.trawl.engine.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/** Runs transactions, repeats those the server asks to repeat, and says what a failure means to the caller. */
final class Database {
    /** Most tries of a transaction that lost a deadlock or a serialisation race. */
    static final int MAX_TRIES = 4;

    private static final int MAX_PAUSE_MILLIS = 40;
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01");
    /** Connection failures, resources, operator intervention and time-outs, lock not available. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "53", "57", "58");

    private final Jdbi jdbi;
    private final DataSource dataSource;
    private final Fences fences;
    private final SqlClock clock;
    private final RandomGenerator random;

    Database(DataSource dataSource, Fences fences, SqlClock clock, RandomGenerator random) {
        this.dataSource = dataSource;
        this.fences = fences;
        this.clock = clock;
        this.random = random;
        this.jdbi = configured(Jdbi.create(dataSource));
    }

    static Jdbi configured(Jdbi jdbi) {
        // A message must not carry what was bound: names and bodies come from sources.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return jdbi;
    }

    /** What a transaction does; it may run more than once. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T in(Handle handle);
    }

    DataSource dataSource() {
        return dataSource;
    }

    Fences fences() {
        return fences;
    }

    /** Renders the fences and the clock of a statement; done once, when the transition is built. */
    String sql(String template) {
        return fences.sql(template).replace("{{now}}", clock.now()).replace("{{clock}}", clock.clock());
    }

    <T extends @Nullable Object> T inTransaction(Work<T> work) {
        return repeated(() -> jdbi.inTransaction(work::in));
    }

    /** One statement that writes and locks: it is a transaction by itself, and saves the way to the commit. */
    <T extends @Nullable Object> T inStatement(Work<T> work) {
        return repeated(() -> jdbi.withHandle(work::in));
    }

    private <T extends @Nullable Object> T repeated(Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (JdbiException e) {
                if (tries == MAX_TRIES || !repeatable(e)) {
                    throw translate(e);
                }
                pause(tries);
            }
        }
    }

    /** One statement that reads, without a transaction of its own. */
    <T extends @Nullable Object> T read(Work<T> work) {
        try {
            return jdbi.withHandle(work::in);
        } catch (JdbiException e) {
            throw translate(e);
        }
    }

    /** As {@link #read}, for a statement with conditions that may be absent: it is planned for the values it is given. */
    <T extends @Nullable Object> T readPlanned(Work<T> work) {
        try {
            return jdbi.inTransaction(handle -> {
                handle.execute("SET LOCAL plan_cache_mode = force_custom_plan");
                return work.in(handle);
            });
        } catch (JdbiException e) {
            throw translate(e);
        }
    }

    static RuntimeException translate(RuntimeException failure) {
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return failure;
        }
        String state = cause.getSQLState() == null ? "none" : cause.getSQLState();
        if (unavailable(cause, state)) {
            return new LedgerUnavailable("The ledger did not answer (SQLSTATE " + state + ").", failure);
        }
        // Without the cause: the server's text may quote the offending row.
        return new IllegalStateException("The ledger refused a statement (SQLSTATE " + state + ", "
                + ServerMessages.constraint(cause) + "); this is a defect.");
    }

    private static boolean unavailable(SQLException cause, String state) {
        return cause instanceof SQLTransientException
                || REPEATABLE.contains(state)
                || state.equals("55P03")
                || state.equals("25P03")
                || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
    }

    private static boolean repeatable(Throwable failure) {
        SQLException cause = sqlCause(failure);
        return cause != null && cause.getSQLState() != null && REPEATABLE.contains(cause.getSQLState());
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private void pause(int tries) {
        try {
            Thread.sleep(random.nextLong(1L + (long) MAX_PAUSE_MILLIS * tries));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while repeating a transaction.", e);
        }
    }
}
