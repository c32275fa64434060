package io.trawl.discovery.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Sockets that connect to permitted addresses only. Public for the drivers, which make it by its name. */
public final class GuardedSockets extends SocketFactory {
    private final Addresses addresses = Addresses.ofEnvironment();

    @Override
    public Socket createSocket() {
        return new Guarded(addresses);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress to) throws IOException {
        Socket socket = createSocket();
        socket.connect(to);
        return socket;
    }

    /** The address that was asked for is not one that a worker connects to. */
    static final class RefusedAddress extends SocketException {
        RefusedAddress() {
            super("The address is not one that workers connect to.");
        }
    }

    static final class Guarded extends Socket {
        private final Addresses addresses;

        Guarded(Addresses addresses) {
            this.addresses = addresses;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress to
                    && to.getAddress() != null
                    && !addresses.permits(to.getAddress())) {
                throw new RefusedAddress();
            }
            super.connect(endpoint, timeout);
        }
    }
}
