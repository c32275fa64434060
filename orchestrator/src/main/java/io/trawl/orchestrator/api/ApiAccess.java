package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.OidcSettings;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the API.
 *
 * @param bindAddress an IP address, or a host name of this machine
 * @param token one token with every scope, presented as {@code Authorization: Bearer …}; null is none
 * @param required whether callers have to present something also where only this machine can connect, as behind a proxy
 * @param oidc whose tokens count beside our own; null is nobody's
 */
public record ApiAccess(
        String bindAddress,
        @Nullable String token,
        boolean required,
        @Nullable OidcSettings oidc) {
    public static final String LOOPBACK = "127.0.0.1";
    static final int MIN_TOKEN_LENGTH = 16;
    static final int MAX_TOKEN_LENGTH = 1_000;

    /** With no more than this token, or with none, open to this machine. */
    public ApiAccess(String bindAddress, @Nullable String token) {
        this(bindAddress, token, false, null);
    }

    /** Open, to this machine only. */
    public static ApiAccess local() {
        return new ApiAccess(LOOPBACK, null);
    }

    /** Whether callers have to present something. */
    public boolean guarded() {
        return required || token != null || oidc != null || !loopback();
    }

    /** As if no token had been made yet. */
    public Optional<String> refusal() {
        return refusal(false);
    }

    /**
     * Why no API may be started like this, in one sentence with the remedy; empty when it may. Looks nothing up.
     *
     * @param tokens whether the database has tokens with which somebody could come in
     */
    public Optional<String> refusal(boolean tokens) {
        if (bindAddress.isBlank()) {
            return Optional.of("The API's bind address is empty; set it to " + LOOPBACK + " or another address.");
        }
        if (oidc != null && oidc.refusal().isPresent()) {
            return oidc.refusal();
        }
        return token == null ? unguarded(tokens) : unfit(token);
    }

    private Optional<String> unguarded(boolean tokens) {
        return tokens || oidc != null || (loopback() && !required)
                ? Optional.empty()
                : Optional.of("The API may listen on " + Plain.text(bindAddress)
                        + " only with an API token or an OIDC issuer: make a token with `trawl tokens create`, set one, or"
                        + " bind to " + LOOPBACK + ".");
    }

    private static Optional<String> unfit(String token) {
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
        return "ApiAccess[bindAddress=" + bindAddress + ", token=" + (token == null ? "none" : "set") + ", required="
                + required + ", oidc=" + (oidc == null ? "none" : oidc.issuer()) + "]";
    }
}
