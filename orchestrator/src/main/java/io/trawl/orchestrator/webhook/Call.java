package io.trawl.orchestrator.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One POST. Not by the JDK's client: that looks a name up again when it connects, so what was checked is not what is
 * called. Here the address that was checked is the one that is connected to, and only the first line of the answer is
 * read: a redirect leads nowhere, and an endless answer costs nothing.
 */
final class Call implements AutoCloseable {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MAX_STATUS_LINE = 1_024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})( .*)?");

    private final AddressRules rules;
    private final Duration patience;
    private final Trust trust;
    private final Names names;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon(true).name("trawl-webhook-watchdog").factory());

    Call(WebhookPolicy policy, Names names) {
        this.rules = policy.addresses();
        this.patience = policy.patience();
        this.trust = policy.trust();
        this.names = names;
    }

    /** Looks names up. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** Returns the status of the answer, whatever it is. */
    int post(URI uri, Map<String, String> headers, byte[] body) throws CallFailed {
        InetAddress address = address(uri);
        try (Socket socket = new Socket()) {
            // A timeout of the socket bounds one read alone; a receiver that sends a byte now and then passes it.
            ScheduledFuture<?> end =
                    watchdog.schedule(() -> closeQuietly(socket), patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                socket.connect(new InetSocketAddress(address, port(uri)), (int) patience.toMillis());
                socket.setSoTimeout((int) patience.toMillis());
                return ask(secured(socket, uri), uri, headers, body);
            } finally {
                end.cancel(false);
            }
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (SSLException e) {
            throw CallFailed.forNow(Trust.refusal(e));
        } catch (IOException e) {
            throw CallFailed.forNow(
                    "The receiver did not answer within " + patience.toSeconds() + " s or cut the connection.");
        }
    }

    private CallFailed tooSlow() {
        return CallFailed.forNow("The receiver did not answer within " + patience.toSeconds() + " s.");
    }

    /** All that the name stands for must be allowed: which one is taken must not be left to whoever answers for it. */
    private InetAddress address(URI uri) throws CallFailed {
        InetAddress[] found;
        try {
            found = names.of(bare(uri.getHost()));
        } catch (UnknownHostException e) {
            throw CallFailed.forNow("The receiver's name is not known; check the URL.");
        }
        for (InetAddress address : found) {
            if (!rules.allows(uri, address)) {
                throw CallFailed.forGood(
                        "The receiver's address is private, of this machine or reserved, which webhooks"
                                + " may not call here; name a public https address.");
            }
        }
        return found[0];
    }

    private Socket secured(Socket socket, URI uri) throws IOException {
        if (!"https".equalsIgnoreCase(uri.getScheme())) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) trust.sockets().createSocket(socket, bare(uri.getHost()), port(uri), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static int ask(Socket socket, URI uri, Map<String, String> headers, byte[] body)
            throws IOException, CallFailed {
        StringBuilder head = new StringBuilder("POST ").append(target(uri)).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        Matcher line = STATUS_LINE.matcher(firstLine(socket.getInputStream()));
        if (!line.matches()) {
            throw CallFailed.forNow("The receiver's answer is not HTTP; check the URL.");
        }
        return Integer.parseInt(line.group(1));
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        // Only ASCII may stand in a request line.
        return URI.create(target).toASCIIString();
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n' && line.length() < MAX_STATUS_LINE; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Whoever reads from it is told.
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
