package io.trawl.e2e.distributed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A line to a server that passes a request on, and keeps the answer for itself. */
final class WithheldAnswer implements AutoCloseable {
    private static final long PATIENCE_S = 60;

    private final URI server;
    private final HttpServer front;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Integer> answered = new CompletableFuture<>();
    private final CountDownLatch cut = new CountDownLatch(1);

    private WithheldAnswer(URI server, HttpServer front) {
        this.server = server;
        this.front = front;
        front.setExecutor(threads);
        front.createContext("/", this::pass);
        front.start();
    }

    static WithheldAnswer of(URI server) throws IOException {
        return new WithheldAnswer(
                server, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** What the server has answered. */
    int awaitStatus() throws Exception {
        return answered.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Who asked sees the connection end. */
    void cut() {
        cut.countDown();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                    .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                    .header("Idempotency-Key", exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()))
                    .build();
            answered.complete(
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            cut.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        cut();
        front.stop(0);
        threads.close();
        client.shutdownNow();
    }
}
