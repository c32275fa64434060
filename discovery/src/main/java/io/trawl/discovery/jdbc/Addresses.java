package io.trawl.discovery.jdbc;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses a worker connects to. What a job names as a database must not be a way to the worker's own cloud
 * metadata; the check is made on the address of the very connection, so that no second look-up can slip another in.
 *
 * @param allowed of {@code loopback} and {@code link-local}
 */
record Addresses(Set<String> allowed) {
    static final String VARIABLE = "TRAWL_SOURCE_ADDRESSES";
    static final String LOOPBACK = "loopback";
    static final String LINK_LOCAL = "link-local";

    /** Metadata services outside of the link-local range. */
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2:0:0:0:0:0:254");

    /** What the worker's environment says; by default its own machine is allowed, link-local addresses are not. */
    static Addresses ofEnvironment() {
        String said = System.getenv(VARIABLE);
        return of(said == null ? LOOPBACK : said);
    }

    static Addresses of(String words) {
        return new Addresses(
                Arrays.stream(words.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet()));
    }

    boolean permits(InetAddress address) {
        InetAddress real = embedded(address);
        if (real.isAnyLocalAddress() || real.isMulticastAddress() || isReserved(real)) {
            return false;
        }
        if (real.isLoopbackAddress()) {
            return allowed.contains(LOOPBACK);
        }
        if (real.isLinkLocalAddress()) {
            return allowed.contains(LINK_LOCAL);
        }
        return !METADATA.contains(real.getHostAddress()) || allowed.contains(LINK_LOCAL);
    }

    /** 0.0.0.0/8 reaches the machine itself on some systems; 240.0.0.0/4 holds broadcast. */
    private static boolean isReserved(InetAddress address) {
        int first = address.getAddress()[0] & 0xFF;
        return address instanceof Inet4Address && (first == 0 || first >= 240);
    }

    /** An IPv4 address inside an IPv6 one is what is reached: mapped, compatible, translated (NAT64) or 6to4. */
    private static InetAddress embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return v4(bytes, 2);
        }
        boolean translated = startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B);
        boolean zeros = true;
        for (int i = 0; i < 10; i++) {
            zeros &= bytes[i] == 0;
        }
        boolean mapped = zeros && (bytes[10] == bytes[11]) && (bytes[10] == 0 || bytes[10] == (byte) 0xFF);
        boolean own = zeros && bytes[10] == 0 && bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
        return translated || (mapped && !own) ? v4(bytes, 12) : address;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress v4(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
