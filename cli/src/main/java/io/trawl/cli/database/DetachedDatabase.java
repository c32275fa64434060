package io.trawl.cli.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A PostgreSQL server in a data directory that outlives the process which started it: for processes of their own that
 * share a database on this machine.
 */
public final class DetachedDatabase {
    public static final String USER = "postgres";

    private final DataDirectory directory;
    private final ClusterProcesses processes;

    private DetachedDatabase(DataDirectory directory) {
        this.directory = directory;
        this.processes = new ClusterProcesses(directory.cluster());
    }

    /** Makes the directory when it is not there, and nothing else. */
    public static DetachedDatabase in(Path dataDirectory) {
        return new DetachedDatabase(DataDirectory.prepare(dataDirectory));
    }

    /** Returns when it accepts connections. @throws DatabaseUnavailable saying in a sentence what is wrong */
    public ProcessHandle start(int port) {
        try {
            EmbeddedDatabase.password(directory);
            return PostgresServer.prepare(directory).start(port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("The start of the database was interrupted.", e);
        }
    }

    /** Its main process, when it runs. */
    public Optional<ProcessHandle> running() {
        return processes.postmaster();
    }

    /** Lets transactions in hand end by themselves no longer than a moment, and returns when nothing of it runs. */
    public void stop() {
        try {
            processes.stop();
        } catch (IOException e) {
            throw new DatabaseUnavailable("The database server cannot be stopped (" + e + ").", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("The stop of the database was interrupted.", e);
        }
    }

    /** As a crash of the machine would: every process of it at once. */
    public void kill() {
        processes.all().forEach(ProcessHandle::destroyForcibly);
    }

    public String password() {
        return EmbeddedDatabase.password(directory);
    }

    public static String jdbcUrl(int port) {
        return String.format(Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/postgres", port);
    }
}
