package io.trawl.kafka.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Ports on loopback that nobody listens on. */
public final class FreePorts {
    /** Below those that the system gives to outgoing connections: a restarted broker must find its ports still free. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    private FreePorts() {}

    /** So many different ones. */
    public static Set<Integer> find(int count, RandomGenerator random) {
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < TRIES && found.size() < count; i++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new BrokerUnavailable(
                    "No " + count + " free ports were found between " + FIRST + " and " + LAST + " for the broker.",
                    null);
        }
        return found;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
