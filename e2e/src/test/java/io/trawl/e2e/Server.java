package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.cli.remote.HttpJobService;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.JobStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code trawl serve} of its own, asked over its HTTP API. */
final class Server implements AutoCloseable {
    static final String TENANT = "default";

    private static final Pattern HANDLED =
            Pattern.compile("(?m)^trawl_records_handled_total\\{phase=\"(\\w+)\"} ([0-9.E]+)$");

    private final TrawlProcess process;
    private final URI api;
    private final String token;
    private final HttpJobService jobs;
    private final JobClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    private Server(TrawlProcess process, String token) {
        this.process = process;
        this.token = token;
        try {
            this.api = process.awaitReady();
        } catch (Throwable e) {
            process.close();
            throw e;
        }
        this.jobs = HttpJobService.at(api, token.isEmpty() ? null : token);
        this.client = new JobClient(() -> jobs);
    }

    static Server start(Path dataDirectory) {
        return new Server(TrawlProcess.start(dataDirectory, Map.of(), "serve", "--port", "0", "--threads", "2"), "");
    }

    static Server start(Path dataDirectory, String token) {
        Map<String, String> environment = Map.of("TRAWL_API_TOKEN", token);
        return new Server(
                TrawlProcess.start(dataDirectory, environment, "serve", "--port", "0", "--threads", "2"), token);
    }

    /** With further options. */
    static Server start(Path dataDirectory, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--threads", "2"));
        arguments.addAll(List.of(options));
        return new Server(TrawlProcess.start(dataDirectory, environment, arguments.toArray(String[]::new)), "");
    }

    TrawlProcess process() {
        return process;
    }

    URI api() {
        return api;
    }

    JobService jobs() {
        return jobs;
    }

    /** @return the job */
    UUID submit(Path root) {
        return client.submit(root);
    }

    JobStatus status(UUID job) {
        return client.status(job);
    }

    JobStatus awaitEnd(UUID job) {
        return client.awaitEnd(job);
    }

    JobStatus awaitStatus(UUID job, Predicate<JobStatus> wanted) {
        return client.awaitStatus(job, wanted);
    }

    /** Records that this process gave to handlers, by phase. */
    Map<String, Long> handled() {
        Map<String, Long> handled = new HashMap<>();
        Matcher lines = HANDLED.matcher(get("/actuator/prometheus"));
        while (lines.find()) {
            handled.put(lines.group(1), (long) Double.parseDouble(lines.group(2)));
        }
        return handled;
    }

    String get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(30));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops it as an operator does, and waits until it has let go of its data. */
    void stop() {
        process.signal("TERM");
        assertThat(process.awaitExit(Duration.ofSeconds(60)))
                .as("exit code; it said: %s", process.err())
                .isZero();
    }

    @Override
    public void close() {
        jobs.close();
        http.close();
        process.close();
    }
}
