package io.trawl.orchestrator.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Makes tokens, and tells whose one is. */
public final class Tokens {
    private static final Duration USE_STEP = Duration.ofMinutes(1);
    private static final String UNKNOWN = "The API token is not one of this installation; send the right one.";
    /** Compared with when there is no such token, so that an unknown id takes the way of a wrong secret. */
    private static final String NOBODYS = "0".repeat(64);

    private final TokenStore store;
    private final InstantSource clock;
    private final SecureRandom random;

    public Tokens(TokenStore store, InstantSource clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** A new token, and its text: the only time that it can be read. */
    public record Created(ApiToken token, TokenText text) {}

    /**
     * @param by who makes it: it belongs to the same tenant, and may do no more
     * @throws TokenRefused naming the field, the reason and the remedy; nothing is stored
     */
    public Created create(Principal by, NewToken wanted) throws TokenRefused {
        check(by, wanted);
        TokenText text = TokenText.fresh(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiToken token = new ApiToken(
                text.id(),
                by.tenant(),
                wanted.label(),
                wanted.scopes(),
                now,
                by.name(),
                now.plus(wanted.expiresIn()),
                null,
                null);
        if (!store.add(new TokenStore.Kept(token, text.hash()))) {
            throw new TokenRefused(
                    "", "There are already " + TokenStore.MAX_LIVE + " tokens in use; revoke some that nobody needs.");
        }
        return new Created(token, text);
    }

    private static void check(Principal by, NewToken wanted) throws TokenRefused {
        String label = wanted.label();
        if (label.isBlank()
                || label.length() > NewToken.MAX_LABEL
                || label.codePoints().anyMatch(Tokens::unfit)) {
            throw new TokenRefused(
                    "label",
                    "'label' must have 1 to " + NewToken.MAX_LABEL
                            + " characters, none of them a control character; say what the token is for.");
        }
        if (wanted.scopes().isEmpty()) {
            throw new TokenRefused(
                    "scopes", "'scopes' must name at least one of read, submit, operate, admin, worker.");
        }
        if (!by.mayGive(wanted.scopes())) {
            throw new TokenRefused("scopes", "'scopes' asks for more than the caller has; leave out what it has not.");
        }
        Duration life = wanted.expiresIn();
        if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(NewToken.MAX_LIFE) > 0) {
            throw new TokenRefused(
                    "expires_in",
                    "'expires_in' must be from PT1M to P" + NewToken.MAX_LIFE.toDays() + "D; choose another one.");
        }
    }

    private static boolean unfit(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Asks the store each time: a token that was revoked is refused at once, by every process. */
    public Verdict check(String presented) {
        Optional<TokenText> text = TokenText.parse(presented);
        if (text.isEmpty()) {
            return new Verdict.Refused(UNKNOWN);
        }
        Optional<TokenStore.Kept> kept = store.find(text.get().id());
        boolean right = TokenText.same(
                text.get().hash(), kept.map(TokenStore.Kept::secretHash).orElse(NOBODYS));
        return right && kept.isPresent() ? use(kept.get().token()) : new Verdict.Refused(UNKNOWN);
    }

    /** Only who has the secret learns why it does not count any more. */
    private Verdict use(ApiToken token) {
        Instant now = clock.instant();
        if (token.revokedAt() != null) {
            return new Verdict.Refused("The API token was revoked; use another one.");
        }
        if (!now.isBefore(token.expiresAt())) {
            return new Verdict.Refused("The API token has expired; use another one.");
        }
        Instant last = token.lastUsedAt();
        if (last == null || Duration.between(last, now).compareTo(USE_STEP) >= 0) {
            store.used(token.tokenId(), now);
        }
        return new Verdict.Known(new Principal("token:" + token.tokenId(), token.tenant(), Set.copyOf(token.scopes())));
    }

    /** Empty when the caller's tenant has no such token. */
    public Optional<ApiToken> revoke(Principal by, String tokenId) {
        return store.revoke(by.tenant(), tokenId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    public TokenStore store() {
        return store;
    }
}
