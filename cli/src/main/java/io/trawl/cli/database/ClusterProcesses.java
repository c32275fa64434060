package io.trawl.cli.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server processes of one cluster, found by what the system says of them: a server's working directory is its
 * cluster. A pid out of a file proves nothing, since after a restart of the machine it may be anyone's.
 */
final class ClusterProcesses {
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path cluster;

    ClusterProcesses(Path cluster) {
        this.cluster = cluster;
    }

    List<ProcessHandle> all() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    /** The process that {@code postmaster.pid} names, if it is a live server of this cluster. */
    Optional<ProcessHandle> postmaster() {
        try {
            String first = Files.readAllLines(pidFile()).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(first)).filter(this::isOurs);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Stops whatever still runs here, first politely. What a killed server left behind is waited for: its children
     * notice the death of their parent, and the shared memory is free when the last one is gone.
     */
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = postmaster();
        if (postmaster.isPresent()) {
            signal("INT", postmaster.get());
        }
        if (!await(() -> all().isEmpty(), FAST)) {
            for (ProcessHandle process : all()) {
                signal("QUIT", process);
            }
        }
        if (!await(() -> all().isEmpty(), IMMEDIATE)) {
            all().forEach(ProcessHandle::destroyForcibly);
            await(() -> all().isEmpty(), IMMEDIATE);
        }
    }

    /**
     * Removes a {@code postmaster.pid} that names nobody of ours. The server would take any live process of that pid,
     * and even a zombie, for itself and refuse to start.
     */
    void forgetTheDead() throws IOException {
        if (all().isEmpty()) {
            Files.deleteIfExists(pidFile());
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    /** A zombie has no working directory: it is as good as gone. */
    boolean isOurs(ProcessHandle process) {
        Path directory = link(process, "cwd");
        Path program = link(process, "exe");
        return directory != null && program != null && named(program, "postgres") && directory.equals(realCluster());
    }

    private @Nullable Path realCluster() {
        try {
            return cluster.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean named(Path program, String name) {
        Path last = program.getFileName();
        // The kernel marks a program whose file was replaced while it ran.
        return last != null && (last.toString().equals(name) || last.toString().equals(name + " (deleted)"));
    }

    private static @Nullable Path link(ProcessHandle process, String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** Java knows two signals only; the shell is there anyway, pg_ctl needs it. */
    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }
}
