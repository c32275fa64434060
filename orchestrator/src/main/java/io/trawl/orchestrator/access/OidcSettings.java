package io.trawl.orchestrator.access;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are accepted beside our own.
 *
 * @param issuer as it stands in the claim {@code iss}, to the letter
 * @param keys where its public keys are; null asks the issuer's discovery document
 * @param audience that the claim {@code aud} must name, so that a token made for another service opens nothing here
 * @param scopesClaim a text of scopes or a list of them; dots lead into objects
 * @param scopePrefix what stands before our scopes there; what has it not is no scope of ours
 * @param tenantClaim null gives everybody the installation's tenant; else who has it not is refused
 * @param skew how far clocks may differ
 */
public record OidcSettings(
        String issuer,
        @Nullable URI keys,
        String audience,
        String scopesClaim,
        String scopePrefix,
        @Nullable String tenantClaim,
        Duration skew) {
    public static final String DEFAULT_SCOPES_CLAIM = "scope";
    public static final String DEFAULT_SCOPE_PREFIX = "trawl:";
    public static final Duration DEFAULT_SKEW = Duration.ofSeconds(30);
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Why it cannot be used, in one sentence with the remedy; empty when it can. Looks nothing up. */
    public Optional<String> refusal() {
        if (!secure(issuer)) {
            return Optional.of("'trawl.oidc.issuer' must be an https address (http only on this machine), as the issuer"
                    + " writes it in its tokens.");
        }
        if (keys != null && !secure(keys.toString())) {
            return Optional.of("'trawl.oidc.jwks_url' must be an https address (http only on this machine).");
        }
        if (audience.isBlank()) {
            return Optional.of(
                    "'trawl.oidc.audience' is missing; set what the issuer writes into the claim aud of tokens"
                            + " made for this service.");
        }
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            return Optional.of("'trawl.oidc.clock_skew' must be from PT0S to PT5M.");
        }
        return Optional.empty();
    }

    private static boolean secure(String address) {
        try {
            URI uri = URI.create(address);
            String host = uri.getHost();
            return host != null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme())
                                    && (host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]"))));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where the issuer says what it has. */
    URI discovery() {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }
}
