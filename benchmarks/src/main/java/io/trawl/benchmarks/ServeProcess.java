package io.trawl.benchmarks;

import io.trawl.cli.remote.HttpJobService;
import io.trawl.engine.job.JobService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code trawl serve} in a JVM of its own, so that what it needs and survives can be seen from outside. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("trawl is ready at (http://\\S+)");
    private static final Pattern HEAP =
            Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} ([0-9.E]+)$");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");
    private static final long LOOK_NANOS = 100_000_000;
    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final URI api;
    private final JobService jobs;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServeProcess(Process process, URI api) {
        this.process = process;
        this.api = api;
        this.jobs = HttpJobService.at(api, null);
    }

    static ServeProcess start(Path directory, int threads, String password) throws IOException {
        return start(directory, List.of("--threads", Integer.toString(threads)), password);
    }

    /** A master, which does no work itself. */
    static ServeProcess master(Path directory) throws IOException {
        return start(directory, List.of("--deployment-model", "FEDERATED"), "");
    }

    private static ServeProcess start(Path directory, List<String> how, String password) throws IOException {
        Path out = Files.createTempFile(directory, "serve", ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.trawl.cli.TrawlCommand",
                "serve",
                "--port",
                "0"));
        command.addAll(how);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("TRAWL_DATA_DIR", directory.resolve("trawl").toString());
        builder.environment().put("BENCH_SOURCE_PASSWORD", password);
        Process process = builder.start();
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher ready = READY.matcher(Files.readString(out));
            if (ready.find()) {
                return new ServeProcess(process, URI.create(ready.group(1)));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        throw new IOException("trawl serve did not start: " + Files.readString(out));
    }

    URI api() {
        return api;
    }

    JobService jobs() {
        return jobs;
    }

    void register(String source) throws IOException {
        send(HttpRequest.newBuilder(api.resolve("/sources"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(source))
                .build());
    }

    long usedHeap() throws IOException {
        Matcher pools = HEAP.matcher(
                send(HttpRequest.newBuilder(api.resolve("/actuator/prometheus")).build()));
        double used = 0;
        while (pools.find()) {
            used += Double.parseDouble(pools.group(1));
        }
        return (long) used;
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("Answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Most memory the process had from the system, in bytes. */
    long peakResident() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        return peak.find() ? Long.parseLong(peak.group(1)) << 10 : 0;
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
