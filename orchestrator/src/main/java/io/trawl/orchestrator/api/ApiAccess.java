package io.trawl.orchestrator.api;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the API.
 *
 * @param bindAddress an IP address, or a host name of this machine
 * @param token what callers present as {@code Authorization: Bearer …}; null leaves the API open to this machine
 */
public record ApiAccess(String bindAddress, @Nullable String token) {
    public static final String LOOPBACK = "127.0.0.1";
    static final int MIN_TOKEN_LENGTH = 16;
    static final int MAX_TOKEN_LENGTH = 1_000;

    /** Open, to this machine only. */
    public static ApiAccess local() {
        return new ApiAccess(LOOPBACK, null);
    }

    /** Why no API may be started like this, in one sentence with the remedy; empty when it may. Looks nothing up. */
    public Optional<String> refusal() {
        if (bindAddress.isBlank()) {
            return Optional.of("The API's bind address is empty; set it to " + LOOPBACK + " or another address.");
        }
        if (token == null) {
            return loopback()
                    ? Optional.empty()
                    : Optional.of("The API may listen on " + Plain.text(bindAddress)
                            + " only with an API token: set one, or bind to " + LOOPBACK + ".");
        }
        if (token.length() < MIN_TOKEN_LENGTH || token.length() > MAX_TOKEN_LENGTH) {
            return Optional.of("The API token must have " + MIN_TOKEN_LENGTH + " to " + MAX_TOKEN_LENGTH
                    + " characters; set another one.");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Optional.of(
                    "The API token must be made of visible ASCII characters without spaces; set another one.");
        }
        return Optional.empty();
    }

    /** Whether only this machine can connect. A name other than {@code localhost} is not taken to be loopback. */
    public boolean loopback() {
        return isLoopback(bindAddress);
    }

    static boolean isLoopback(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (name.toLowerCase(Locale.ROOT).equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(name).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "ApiAccess[bindAddress=" + bindAddress + ", token=" + (token == null ? "none" : "set") + "]";
    }
}
