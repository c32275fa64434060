package io.trawl.worker.http;

import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of the worker protocol to one server. Every call has a time limit and a bounded answer, follows no
 * redirect, and is made once: whoever calls knows how to repeat it. Thread-safe.
 */
public final class ServerConnection implements AutoCloseable {
    /** A page of inputs is 1 MiB of bodies, which JSON may write with several characters each. */
    static final int MAX_ANSWER_BYTES = 32 << 20;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Over the time the server was given: it has answered by then, or never will. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int MAX_SENTENCE = 500;
    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private final URI server;
    private final @Nullable String token;
    private final HttpClient client;

    private ServerConnection(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @param token with the scope {@code worker}; null where none is needed */
    public static ServerConnection to(URI server, @Nullable String token) {
        return new ServerConnection(server, token);
    }

    /** The words of an error (RFC 9457). */
    record ProblemText(@Nullable String title, @Nullable String detail) {}

    /**
     * @param limit for the whole call
     * @throws LedgerUnavailable when there was no answer, or one that asks to try again
     * @throws ServerRefused when it was refused
     */
    <T> T call(String path, Object message, Class<T> answer, Duration limit) {
        return call(path, message, answer, limit, null);
    }

    /** The same. @param traceparent of the job that the message is about; null names none */
    <T> T call(String path, Object message, Class<T> answer, Duration limit, @Nullable String traceparent) {
        return await(send(path, message, limit, traceparent), answer, limit);
    }

    /** Begins a call that may be cancelled; {@link #await} brings its answer. */
    CompletableFuture<HttpResponse<byte[]>> send(String path, Object message, Duration limit) {
        return send(path, message, limit, null);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            String path, Object message, Duration limit, @Nullable String traceparent) {
        String base = server.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .timeout(limit)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.canonical(message), StandardCharsets.UTF_8));
        if (traceparent != null) {
            request.header(TraceContext.HEADER, traceparent);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    }

    <T> T await(CompletableFuture<HttpResponse<byte[]>> call, Class<T> answer, Duration limit) {
        try {
            return read(call.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS), answer);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while waiting for " + server + ".", e);
        } catch (TimeoutException | CancellationException e) {
            call.cancel(true);
            throw new LedgerUnavailable("No trawl answered at " + server + " in time.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new LedgerUnavailable("No trawl answers at " + server + ".", cause);
            }
            throw new IllegalStateException("A request to " + server + " could not be sent.", e.getCause());
        }
    }

    private <T> T read(HttpResponse<byte[]> response, Class<T> answer) {
        int status = response.statusCode();
        if (status == OK) {
            try {
                return Json.parse(response.body(), answer, MAX_ANSWER_BYTES);
            } catch (InvalidField e) {
                throw new LedgerUnavailable("The answer of " + server + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        String sentence = sentence(status, response.body());
        if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR) {
            throw new LedgerUnavailable(sentence);
        }
        throw new ServerRefused(status, sentence);
    }

    /** Whatever the body is: proxies answer with pages of their own. */
    private String sentence(int status, byte[] body) {
        String text = null;
        try {
            ProblemText problem = Json.parse(body, ProblemText.class, MAX_ANSWER_BYTES);
            text = problem.detail() != null ? problem.detail() : problem.title();
        } catch (InvalidField e) {
            // Said below, by the status alone.
        }
        if (text == null || text.isBlank()) {
            return "The server at " + server + " answered with status " + status + ".";
        }
        return text.substring(0, Math.min(text.length(), MAX_SENTENCE)).replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return "ServerConnection[" + server + "]";
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
