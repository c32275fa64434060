package io.trawl.orchestrator.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who somebody is by what they present. */
public final class Callers {
    /** Above it nothing is looked at. */
    public static final int MAX_LENGTH = 8_192;

    private static final String UNKNOWN = "The API token is not one of this installation; send the right one.";

    private final Tokens tokens;
    private final @Nullable Oidc oidc;
    private final @Nullable String installationHash;
    private final Principal installation;

    /** @param installationToken what the installation was started with; null is none */
    public Callers(Tokens tokens, @Nullable Oidc oidc, @Nullable String installationToken, String tenant) {
        this.tokens = tokens;
        this.oidc = oidc;
        this.installationHash = installationToken == null ? null : TokenText.sha256(installationToken);
        this.installation = Principal.installation(tenant);
    }

    public Verdict of(String presented) {
        if (presented.length() > MAX_LENGTH) {
            return new Verdict.Refused(UNKNOWN);
        }
        if (installationHash != null && TokenText.same(TokenText.sha256(presented), installationHash)) {
            return new Verdict.Known(installation);
        }
        if (presented.startsWith(TokenText.PREFIX)) {
            return tokens.check(presented);
        }
        return Optional.ofNullable(oidc)
                .filter(_ -> Oidc.looksLikeOne(presented))
                .map(issuer -> issuer.check(presented))
                .orElseGet(() -> new Verdict.Refused(UNKNOWN));
    }
}
