package io.trawl.cli.database;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts and stops the server of one cluster. For one thread at a time. */
final class PostgresServer {
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Recovery after a crash may take long; a server that has given up is noticed at once. */
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(10);

    private final DataDirectory directory;
    private final Path bin;
    private final ClusterProcesses processes;

    private PostgresServer(DataDirectory directory, Path bin) {
        this.directory = directory;
        this.bin = bin;
        this.processes = new ClusterProcesses(directory.cluster());
    }

    /** Stops what an earlier process left running here, and prepares what a start needs. */
    static PostgresServer prepare(DataDirectory directory) throws InterruptedException {
        refuseForTheShell(directory.path());
        try {
            new ClusterProcesses(directory.cluster()).stop();
        } catch (IOException e) {
            throw new DatabaseUnavailable(
                    "The server that runs in " + directory.path() + " cannot be stopped (" + e + ").", e);
        }
        return new PostgresServer(directory, new Cluster(directory).prepare());
    }

    /** pg_ctl builds a command line for a shell, with these paths in double quotes. */
    private static void refuseForTheShell(Path path) {
        if (path.toString().chars().anyMatch(c -> c == '"' || c == '$' || c == '`' || c == '\\' || c < ' ')) {
            throw new DatabaseUnavailable("The data directory " + path
                    + " has characters in its name that PostgreSQL cannot bear; give another --data-dir.");
        }
    }

    /**
     * Returns when it accepts connections.
     *
     * @return its main process
     */
    ProcessHandle start(int port) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                processes.stop();
                processes.forgetTheDead();
                ServerSettings.write(directory, port);
                if (startOnce()) {
                    return processes.postmaster().orElseThrow(this::failed);
                }
            } catch (IOException e) {
                throw new DatabaseUnavailable(
                        "The database in " + directory.path() + " cannot be started (" + e + ").", e);
            }
            if (attempt == ATTEMPTS) {
                throw failed();
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Whether this is still the live main process; a zombie is not. */
    boolean runs(ProcessHandle postmaster) {
        return postmaster.isAlive() && processes.isOurs(postmaster);
    }

    void stop() throws IOException, InterruptedException {
        processes.stop();
    }

    private boolean startOnce() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to be root; in a user namespace of its own it is nobody, who owns root's files.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(bin.resolve("pg_ctl").toString(), "start", "-w", "-s"));
        command.addAll(List.of("-t", Long.toString(RECOVERY_LIMIT.toSeconds())));
        command.addAll(List.of("-D", directory.cluster().toString(), "-l", log().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try {
            return process.waitFor(RECOVERY_LIMIT.toSeconds() + 1, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private DatabaseUnavailable failed() {
        return new DatabaseUnavailable("The database in " + directory.path() + " does not start; the files in "
                + directory.logs() + " say why.");
    }

    private Path log() throws IOException {
        Path log = directory.logs().resolve("postgres-start.log");
        // Only what comes before the server's own log is set up goes here: a few lines for each start.
        if (Files.exists(log) && Files.size(log) > 1_000_000) {
            Files.delete(log);
        }
        return log;
    }
}
