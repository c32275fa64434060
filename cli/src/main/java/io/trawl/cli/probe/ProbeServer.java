package io.trawl.cli.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.schemas.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers the probes and the scraper of a process that serves nothing else, under the same paths as the API does. */
public final class ProbeServer implements AutoCloseable {
    private static final int BACKLOG = 20;
    private static final int THREADS = 2;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final ExecutorService threads;

    private ProbeServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * What is told.
     *
     * @param unreadyBecause why the process is not ready, in a sentence; empty when it is
     * @param metrics in Prometheus' text format
     */
    public record Told(Supplier<Optional<String>> unreadyBecause, Supplier<String> metrics) {}

    /** @param port 0 takes any free one */
    public static ProbeServer start(String host, int port, Told told) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
            ExecutorService threads = Executors.newFixedThreadPool(
                    THREADS,
                    Thread.ofPlatform().daemon().name("trawl-probe-", 0).factory());
            server.setExecutor(threads);
            server.createContext(
                    "/actuator/health/liveness", answering(exchange -> health(exchange, Optional.empty())));
            server.createContext(
                    "/actuator/health/readiness",
                    answering(exchange -> health(exchange, told.unreadyBecause().get())));
            server.createContext(
                    "/actuator/prometheus",
                    answering(exchange -> send(
                            exchange,
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            told.metrics().get())));
            server.start();
            return new ProbeServer(server, threads);
        } catch (IOException e) {
            throw new Refusal(
                    ExitCode.FAILED,
                    "The probes cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "); give another --probe-port.",
                    e);
        }
    }

    private static HttpHandler answering(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                if (exchange.getRequestMethod().equals("GET")) {
                    handler.handle(exchange);
                } else {
                    exchange.sendResponseHeaders(405, -1);
                }
            }
        };
    }

    private static void health(HttpExchange exchange, Optional<String> unready) throws IOException {
        Map<String, String> body = new TreeMap<>(Map.of("status", unready.isEmpty() ? "UP" : "OUT_OF_SERVICE"));
        unready.ifPresent(why -> body.put("reason", why));
        send(
                exchange,
                unready.isEmpty() ? 200 : 503,
                "application/json",
                Json.mapper().writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public URI uri() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getHostString() + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop((int) STOP_PATIENCE.toSeconds());
        threads.shutdownNow();
    }
}
