package io.trawl.cli.remote;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server. All of them may be repeated, since each is a question or carries an idempotency key;
 * so a server that is being started again is waited for.
 */
final class ApiClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int UNAUTHORIZED = 401;

    private final URI server;
    private final @Nullable String token;
    private final List<Duration> pauses;
    private final HttpClient client;

    /** @param pauses before each further attempt */
    ApiClient(URI server, @Nullable String token, List<Duration> pauses) {
        this.server = server;
        this.token = token;
        this.pauses = List.copyOf(pauses);
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** An answer that the server meant, good or bad. */
    record Answer(int status, String body) {
        boolean good() {
            return status >= 200 && status < 300;
        }

        Problem problem() {
            return Problem.read(body);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return post(path, json, Map.of());
    }

    Answer post(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        return send(request);
    }

    /** @param tag of the version that is meant */
    Answer put(String path, String json, String tag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .PUT(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    /** @param tag of the version that is meant */
    Answer delete(String path, String tag) {
        return send(request(path).header("If-Match", tag).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        String base = server.toString();
        URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        for (int attempt = 0; ; attempt++) {
            try {
                HttpResponse<String> response =
                        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (!passing(response.statusCode()) || attempt == pauses.size()) {
                    return understood(
                            new Answer(response.statusCode(), Objects.requireNonNullElse(response.body(), "")));
                }
            } catch (IOException e) {
                if (attempt == pauses.size()) {
                    throw new Refusal(
                            ExitCode.FAILED,
                            "No trawl answers at " + server
                                    + "; start one with `trawl serve`, or name it with --server.",
                            e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(ExitCode.INTERRUPTED, "Interrupted while waiting for " + server + ".", e);
            }
            pause(pauses.get(attempt));
        }
    }

    private static boolean passing(int status) {
        return status == UNAVAILABLE
                || status == TOO_MANY_REQUESTS
                || status == BAD_GATEWAY
                || status == GATEWAY_TIMEOUT;
    }

    private Answer understood(Answer answer) {
        if (answer.status() == UNAUTHORIZED) {
            throw new Refusal(
                    ExitCode.FAILED,
                    token == null
                            ? "The trawl at " + server + " wants an API token; set TRAWL_TOKEN or give --token-file."
                            : "The trawl at " + server + " refused the API token; check TRAWL_TOKEN or --token-file.");
        }
        return answer;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
