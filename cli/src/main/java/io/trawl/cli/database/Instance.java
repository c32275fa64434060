package io.trawl.cli.database;

import io.trawl.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Who works in a data directory, for others to find: {@code instance.json}. A hint, never the truth: the lock is that,
 * and a killed process leaves this behind.
 *
 * @param api where its HTTP API answers; null when it has none
 */
public record Instance(
        long pid, Instant startedAt, @Nullable URI api) {
    private static final String FILE = "instance.json";
    private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

    /** This process, without an API. */
    public static Instance current() {
        ProcessHandle self = ProcessHandle.current();
        return new Instance(self.pid(), self.info().startInstant().orElseGet(Instant::now), null);
    }

    /** Another process, without an API. */
    public static Instance of(ProcessHandle process) {
        return new Instance(process.pid(), process.info().startInstant().orElseGet(Instant::now), null);
    }

    public Instance withApi(URI uri) {
        return new Instance(pid, startedAt, uri);
    }

    /** Empty when there is none or when it makes no sense. */
    public static Optional<Instance> in(Path dataDirectory) {
        try {
            String json = Files.readString(dataDirectory.resolve(FILE));
            return Optional.of(Json.mapper().readValue(json, Instance.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** A pid that was given to another program later counts as gone: its start is another. */
    public boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().startInstant().map(this::aboutThen).orElse(true))
                .isPresent();
    }

    /** The system counts from its own start, whose time each process reads a little differently. */
    private boolean aboutThen(Instant start) {
        return Duration.between(start, startedAt).abs().compareTo(START_TOLERANCE) <= 0;
    }

    public void announceIn(Path dataDirectory) {
        try {
            byte[] json = Json.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
            OwnerOnly.write(dataDirectory.resolve(FILE), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the announcement back, unless it is another's by now. */
    public void withdrawFrom(Path dataDirectory) {
        try {
            if (in(dataDirectory).filter(found -> found.pid() == pid).isPresent()) {
                Files.deleteIfExists(dataDirectory.resolve(FILE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
