package io.trawl.engine.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes connections on to a port of this machine. Told to, it swallows all that comes on those there are, in both
 * directions and for ever: no end, no reset, as where a firewall has forgotten them. New ones pass.
 */
public final class SwallowingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final int target;
    private final ServerSocket front;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private SwallowingProxy(int target, ServerSocket front) {
        this.target = target;
        this.front = front;
    }

    /** @param port of its own; 0 takes a free one */
    public static SwallowingProxy to(int target, int port) {
        try {
            ServerSocket front = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
            SwallowingProxy proxy = new SwallowingProxy(target, front);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return front.getLocalPort();
    }

    /** @return how many connections are half-open from now on */
    public int swallow() {
        int swallowed = 0;
        for (Line line : lines) {
            if (!line.swallowed && !line.client.isClosed()) {
                line.swallowed = true;
                swallowed++;
            }
        }
        return swallowed;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = front.accept();
                Line line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), target));
                lines.add(line);
                Thread.ofVirtual().start(() -> line.pass(client, line.server));
                Thread.ofVirtual().start(() -> line.pass(line.server, client));
            }
        } catch (IOException e) {
            // Closed; or nobody is behind it, and then nobody is here either.
            close();
        }
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.forEach(Line::end);
    }

    private static final class Line {
        final Socket client;
        final Socket server;
        volatile boolean swallowed;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pass(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!swallowed) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // As good as its end.
            }
            // The end is swallowed too: the other side is to find out by itself.
            if (!swallowed) {
                end();
            }
        }

        void end() {
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
