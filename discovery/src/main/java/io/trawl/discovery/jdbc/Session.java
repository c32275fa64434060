package io.trawl.discovery.jdbc;

import io.trawl.discovery.source.Reasons;
import io.trawl.discovery.source.Unreadable;
import io.trawl.engine.workload.CredentialRefused;
import io.trawl.engine.workload.Credentials;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The one connection of an attempt. Each use is a transaction of its own, which is never left open. */
final class Session implements Closeable {
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Dialect dialect;
    private final DatabaseOptions options;
    private final Credentials credentials;
    private @Nullable Connection connection;
    private volatile @Nullable Statement running;
    private volatile BooleanSupplier stopped = () -> false;
    private @Nullable Thread watch;

    Session(Dialect dialect, DatabaseOptions options, Credentials credentials) {
        this.dialect = dialect;
        this.options = options;
        this.credentials = credentials;
    }

    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Statements that run from here on are cancelled when {@code now} says so. */
    void stopWhen(BooleanSupplier now) {
        stopped = now;
        if (watch == null) {
            watch = Thread.ofVirtual().name("trawl-source-watch").start(this::watch);
        }
    }

    /** What {@code work} throws is the caller's to judge; the transaction is over in any case. */
    <T> T transaction(Work<T> work) throws SQLException, Unreadable {
        Connection open = connection();
        try {
            return work.on(open);
        } catch (SQLException e) {
            discard(open);
            throw e;
        } finally {
            end(open);
        }
    }

    /** Remembers what is running, so that it can be cancelled. */
    <S extends Statement> S running(S statement) {
        running = statement;
        return statement;
    }

    /** Opens it if need be. */
    Connection connection() throws SQLException, Unreadable {
        Connection open = connection;
        if (open == null) {
            open = dialect.connect(options, password());
            connection = open;
        }
        return open;
    }

    private @Nullable String password() throws Unreadable {
        String reference = options.credential();
        if (reference == null) {
            return null;
        }
        try {
            String secret = credentials.resolve(reference).reveal();
            String password = PasswordFile.password(reference, secret, options.url(), options.user());
            if (password == null) {
                throw new Unreadable(Reasons.CREDENTIAL);
            }
            return password;
        } catch (CredentialRefused e) {
            throw new Unreadable(Reasons.CREDENTIAL);
        }
    }

    private void end(Connection open) {
        running = null;
        try {
            if (!open.isClosed() && !open.getAutoCommit()) {
                open.rollback();
            }
        } catch (SQLException e) {
            discard(open);
        }
    }

    /** After an error nobody knows what state it is in; the next use gets a new one. */
    private void discard(Connection open) {
        connection = null;
        try {
            open.close();
        } catch (SQLException e) {
            // It is gone either way.
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                Statement now = running;
                if (now != null && stopped.getAsBoolean()) {
                    cancel(now);
                }
            }
        } catch (InterruptedException e) {
            // The session is closed.
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It ended by itself, or its time-out will end it; the next look tries again.
        }
    }

    @Override
    public void close() throws IOException {
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
        Connection open = connection;
        if (open != null) {
            discard(open);
        }
    }
}
