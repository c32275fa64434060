package io.trawl.cli.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server that takes spans by OTLP over HTTP, as any collector does. */
final class Collector implements AutoCloseable {
    private static final int ERROR = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Kept> spans = new LinkedBlockingQueue<>();
    private final CountDownLatch spoken = new CountDownLatch(1);
    /** Whole messages, read as characters of one byte. */
    final Queue<String> messages = new ConcurrentLinkedQueue<>();

    final CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean silent;

    /** A span as it came. {@code parent} is empty for the first of its trace. */
    record Kept(
            String service,
            String trace,
            String id,
            String parent,
            String name,
            Map<String, String> attributes,
            boolean failed) {
        private static Kept of(String service, Protobuf span) {
            HexFormat hex = HexFormat.of();
            byte[] code = span.all(15).isEmpty() ? new byte[0] : new Protobuf(span.bytes(15)).bytes(3);
            return new Kept(
                    service,
                    hex.formatHex(span.bytes(1)),
                    hex.formatHex(span.bytes(2)),
                    hex.formatHex(span.bytes(4)),
                    span.text(5),
                    named(span.messages(9)),
                    code.length == 1 && code[0] == ERROR);
        }
    }

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** It takes connections from now on, and answers nothing. */
    Collector silent() {
        silent = true;
        return this;
    }

    /** Answers all that waits and comes. */
    void speak() {
        spoken.countDown();
    }

    /** Spans that have come, and nobody has asked for. */
    int waiting() {
        return spans.size();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.countDown();
            if (silent) {
                spoken.await();
            }
            messages.add(new String(body, StandardCharsets.ISO_8859_1));
            for (Protobuf of : new Protobuf(body).messages(1)) {
                String service = named(new Protobuf(of.bytes(1)).messages(1)).getOrDefault("service.name", "");
                of.messages(2).stream()
                        .flatMap(scope -> scope.messages(2).stream())
                        .forEach(span -> spans.add(Kept.of(service, span)));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> named(List<Protobuf> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(one -> one.text(1), one -> new Protobuf(one.bytes(2)).text(1)));
    }

    /** The next one to come. */
    Kept next() throws InterruptedException {
        Kept span = spans.poll(60, TimeUnit.SECONDS);
        if (span == null) {
            throw new AssertionError("No span came.");
        }
        return span;
    }

    @Override
    public void close() {
        speak();
        server.stop(0);
        threads.shutdownNow();
    }
}
