package io.trawl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that says what the test tells it to, and notes what it was asked. */
public final class SaidServer implements AutoCloseable {
    private record Said(int status, String body) {}

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Said> answers = new HashMap<>();
    private final HttpServer server;

    public SaidServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param call for example {@code GET /sites?limit=200} */
    public void when(String call, int status, String body) {
        answers.put(call, new Said(status, body));
    }

    /** Method, path, the tag of If-Match and the body, where there are such. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String tag = exchange.getRequestHeaders().getFirst("If-Match");
        asked.add(call + (tag == null ? "" : " " + tag) + (body.isEmpty() ? "" : " " + body));
        Said said = answers.getOrDefault(call, new Said(500, "<html>not told</html>"));
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
