package io.trawl.cli.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A PostgreSQL server that lives in a data directory as a child of this process. What it has confirmed survives any
 * crash: of this process, of the server, of both. A server that dies while this process lives is started again under
 * the same address.
 *
 * <p>At most one process at a time has it; the others get {@link DataDirectoryInUse}. Safe for use by many threads.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String URL = "jdbc:postgresql://127.0.0.1:%d/postgres";

    private final InstanceLock lock;
    private final PostgresServer server;
    private final Watchdog watchdog;
    private final int port;
    private final String password;

    private EmbeddedDatabase(InstanceLock lock, PostgresServer server, Watchdog watchdog, int port, String password) {
        this.lock = lock;
        this.server = server;
        this.watchdog = watchdog;
        this.port = port;
        this.password = password;
    }

    /**
     * Makes the database when there is none, and returns when it accepts connections.
     *
     * @throws DataDirectoryInUse when another process has it
     * @throws DatabaseUnavailable saying in a sentence what is wrong
     */
    public static EmbeddedDatabase open(Path dataDirectory) {
        DataDirectory directory = DataDirectory.prepare(dataDirectory);
        InstanceLock lock = InstanceLock.acquire(directory);
        try {
            String password = password(directory);
            PostgresServer server = PostgresServer.prepare(directory);
            int port = FreePort.find(new SecureRandom());
            ProcessHandle postmaster = server.start(port);
            return new EmbeddedDatabase(lock, server, Watchdog.start(server, port, postmaster), port, password);
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("The start of the database was interrupted.", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static String password(DataDirectory directory) {
        if (directory.hasDatabase() && !Files.exists(directory.databasePassword())) {
            throw new DatabaseUnavailable(directory.databasePassword()
                    + ", the password of the database, is missing; restore it from a backup.");
        }
        byte[] fresh = HexFormat.of().formatHex(Secret.random()).getBytes(StandardCharsets.US_ASCII);
        return new String(Secret.keptIn(directory.databasePassword(), fresh), StandardCharsets.US_ASCII);
    }

    public String jdbcUrl() {
        return String.format(Locale.ROOT, URL, port);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** @throws DatabaseUnavailable when the server died and could not be started again */
    public void requireAlive() {
        DatabaseUnavailable failure = watchdog.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Stops the server and lets others have the directory. */
    @Override
    public void close() {
        watchdog.close();
        // A thread that was told to stop is just the one that closes: stopping must go on nevertheless.
        boolean interrupted = Thread.interrupted();
        try {
            server.stop();
        } catch (IOException e) {
            throw new DatabaseUnavailable("The database server cannot be stopped (" + e + ").", e);
        } catch (InterruptedException e) {
            // The next start here finds it and stops it.
            interrupted = true;
        } finally {
            lock.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
