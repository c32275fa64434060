package io.trawl.orchestrator.webhook;

import io.trawl.schemas.Webhook;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;

/**
 * Where a webhook may go. Who submits a job may not make this process call what only this process can reach: its own
 * network, its machine, or the metadata service of a cloud.
 *
 * @param loopback whether this very machine may be called, by its address or {@code localhost}
 * @param privates whether private networks may be called; never link-local ones, where metadata services are
 */
public record AddressRules(boolean loopback, boolean privates) {
    private static final int BYTE = 0xff;

    /** Whether the address, which the host stands for now, may be called. */
    boolean allows(URI uri, InetAddress address) {
        if (address.isLoopbackAddress()) {
            // A name of somebody else's that leads here is no accident.
            return loopback && Webhook.loopback(uri.getHost());
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) || never(address)) {
            return false;
        }
        return privates || !internal(address);
    }

    private static boolean never(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet4Address v4 && (octet(v4, 0) == 0 || octet(v4, 0) >= 240))
                || (address instanceof Inet6Address v6 && (translated(v6) || cloudMetadata(v6)));
    }

    private static boolean internal(InetAddress address) {
        if (address instanceof Inet4Address v4) {
            int first = octet(v4, 0);
            int second = octet(v4, 1);
            return address.isSiteLocalAddress()
                    || (first == 100 && second >= 64 && second < 128)
                    || (first == 192 && second == 0 && octet(v4, 2) == 0)
                    || (first == 198 && (second == 18 || second == 19));
        }
        // fc00::/7, and the site-local addresses that it replaced.
        return (octet(address, 0) & 0xfe) == 0xfc || address.isSiteLocalAddress();
    }

    /** Addresses that carry another one inside: IPv4-compatible, 64:ff9b::/32, 6to4 and Teredo. */
    private static boolean translated(Inet6Address address) {
        int first = (octet(address, 0) << 8) | octet(address, 1);
        int second = (octet(address, 2) << 8) | octet(address, 3);
        return address.isIPv4CompatibleAddress()
                || (first == 0x64 && second == 0xff9b)
                || first == 0x2002
                || (first == 0x2001 && second == 0);
    }

    /** fd00:ec2::/32. */
    private static boolean cloudMetadata(Inet6Address address) {
        return octet(address, 0) == 0xfd
                && octet(address, 1) == 0
                && octet(address, 2) == 0x0e
                && octet(address, 3) == 0xc2;
    }

    private static int octet(InetAddress address, int index) {
        return address.getAddress()[index] & BYTE;
    }
}
