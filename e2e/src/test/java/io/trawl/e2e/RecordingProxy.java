package io.trawl.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Stands between a worker and its server, keeps every body that goes by, and can cut the line. */
final class RecordingProxy implements AutoCloseable {
    private final URI server;
    private final UnaryOperator<String> change;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Path and body of each request and answer. */
    final Queue<String> passed = new ConcurrentLinkedQueue<>();

    /** Path and value of each header that names a trace, of requests and answers. */
    final Queue<String> traces = new ConcurrentLinkedQueue<>();

    private volatile boolean cut;

    RecordingProxy(URI server) {
        this(server, UnaryOperator.identity());
    }

    /** @param change done to every body that passes */
    RecordingProxy(URI server, UnaryOperator<String> change) {
        this.server = server;
        this.change = change;
        try {
            front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front.setExecutor(threads);
        front.createContext("/", this::pass);
        front.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** From now on nothing is answered, be it done or not. */
    void cut() {
        cut = true;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = change.apply(text(exchange.getRequestBody().readAllBytes()));
            if (cut) {
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            noted(exchange, exchange.getRequestHeaders().getOrDefault("Traceparent", List.of()))
                    .forEach(trace -> request.header("traceparent", trace));
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String answered = change.apply(text(answer.body()));
            passed.add(exchange.getRequestURI() + " " + body);
            passed.add(exchange.getRequestURI() + " " + answered);
            if (!cut) {
                byte[] bytes = answered.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                noted(exchange, answer.headers().allValues("traceparent"))
                        .forEach(trace -> exchange.getResponseHeaders().add("traceparent", trace));
                exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> noted(HttpExchange exchange, List<String> headers) {
        headers.forEach(header -> traces.add(exchange.getRequestURI() + " " + header));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
