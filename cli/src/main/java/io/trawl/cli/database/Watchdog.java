package io.trawl.cli.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts a server again that died while its owner lives, on the same port, so that connection pools find it. */
final class Watchdog implements AutoCloseable {
    /** A server that dies again and again is broken, and each start of it costs. */
    private static final int MAX_RESTARTS = 10;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Logger LOG = System.getLogger(Watchdog.class.getName());

    private final PostgresServer server;
    private final int port;
    private final Thread thread;
    private volatile @Nullable DatabaseUnavailable failure;

    private Watchdog(PostgresServer server, int port, ProcessHandle postmaster) {
        this.server = server;
        this.port = port;
        // Polls, since the server is no child of this process, and the system tells nobody else of its end.
        this.thread = Thread.ofVirtual().name("trawl-database-watchdog").unstarted(() -> watch(postmaster));
    }

    static Watchdog start(PostgresServer server, int port, ProcessHandle postmaster) {
        Watchdog watchdog = new Watchdog(server, port, postmaster);
        watchdog.thread.start();
        return watchdog;
    }

    /** Why it gave up; null while the server runs or is being started. */
    @Nullable
    DatabaseUnavailable failure() {
        return failure;
    }

    /** The server is not started again from here on; it is left as it is. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(ProcessHandle first) {
        ProcessHandle postmaster = first;
        try {
            for (int restart = 1; restart <= MAX_RESTARTS; restart++) {
                while (server.runs(postmaster)) {
                    Thread.sleep(POLL);
                }
                LOG.log(
                        Level.WARNING,
                        "The database server died; it is started again ({0} of {1}).",
                        restart,
                        MAX_RESTARTS);
                postmaster = server.start(port);
            }
            throw new DatabaseUnavailable("The database server died " + MAX_RESTARTS + " times and is left alone.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatabaseUnavailable e) {
            failure = e;
            LOG.log(Level.ERROR, "The database server cannot be started again.", e);
        }
    }
}
