package io.trawl.federation;

import io.trawl.engine.ledger.LedgerUnavailable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/** The master's own tables, in a schema of their own beside the ledger's. */
public final class Store {
    /** Of the master's own tables. */
    public static final String SCHEMA = "trawl_federation";
    /** Connection failures, resources, operator intervention, and transactions that lost a race. */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "40", "53", "57", "58");

    private final Jdbi jdbi;

    private Store(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Brings the tables up to this version. Idempotent, and safe when several processes start at once. */
    public static Store migrated(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/federation")
                .defaultSchema(SCHEMA)
                .schemas(SCHEMA)
                .load()
                .migrate();
        Jdbi jdbi = Jdbi.create(dataSource);
        // A message must not carry what was bound.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return new Store(jdbi);
    }

    /** What a transaction does. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T in(Handle handle);
    }

    /** @throws LedgerUnavailable when it is not known whether it took effect; repeat it */
    <T extends @Nullable Object> T inTransaction(Work<T> work) {
        try {
            return jdbi.inTransaction(work::in);
        } catch (JdbiException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(JdbiException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException cause) {
                String state = cause.getSQLState() == null ? "none" : cause.getSQLState();
                boolean passing = cause instanceof SQLTransientException
                        || (state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2)));
                return passing
                        ? new LedgerUnavailable("The master's tables did not answer (SQLSTATE " + state + ").", failure)
                        // Without the cause: the server's text may quote the offending row.
                        : new IllegalStateException(
                                "The master's tables refused a statement (SQLSTATE " + state + "); this is a defect.");
            }
        }
        return failure;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
