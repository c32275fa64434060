package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real {@code trawl} in a JVM of its own. Closing kills it, and the database that it may have left behind. */
final class TrawlProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("trawl is ready at (http://\\S+)");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Process process;
    private final Path dataDirectory;
    private final Path out;
    private final Path err;

    private TrawlProcess(Process process, Path dataDirectory, Path out, Path err) {
        this.process = process;
        this.dataDirectory = dataDirectory;
        this.out = out;
        this.err = err;
    }

    /** @param dataDirectory used by naming it in the environment; its sibling files take what the process prints */
    static TrawlProcess start(Path dataDirectory, Map<String, String> environment, String... arguments) {
        // A build that runs in the background ignores interrupts, and so would all that it starts.
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.trawl.cli.TrawlCommand"));
        command.addAll(List.of(arguments));
        int number = NUMBER.incrementAndGet();
        Path out = dataDirectory.resolveSibling("trawl-" + number + ".out");
        Path err = dataDirectory.resolveSibling("trawl-" + number + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TRAWL_"));
        builder.environment().put("TRAWL_DATA_DIR", dataDirectory.toString());
        builder.environment().putAll(environment);
        try {
            return new TrawlProcess(builder.start(), dataDirectory, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its API answers, once it says so. */
    URI awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive() || ready().find());
        Matcher ready = ready();
        assertThat(ready.find())
                .as("serve started; it said: %s %s", out(), err())
                .isTrue();
        return URI.create(ready.group(1));
    }

    private Matcher ready() {
        return READY.matcher(out());
    }

    int awaitExit(Duration limit) {
        try {
            return process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS).exitValue();
        } catch (TimeoutException e) {
            throw new AssertionError("It did not end in " + limit + "; it said: " + out() + err(), e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As {@code kill -9} does. The database, a process of its own, is left alone. */
    void killHard() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
    }

    /** @param name as {@code kill} knows it */
    void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(30));
        DatabaseProcesses.of(dataDirectory).end();
    }
}
