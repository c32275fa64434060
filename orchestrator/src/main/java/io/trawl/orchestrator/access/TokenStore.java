package io.trawl.orchestrator.access;

import io.trawl.schemas.Page;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where tokens are kept. */
public interface TokenStore {
    /** Most tokens of a tenant that are neither revoked nor expired. */
    int MAX_LIVE = 1_000;

    /** A token and the digest of its secret. */
    record Kept(ApiToken token, String secretHash) {
        @Override
        public String toString() {
            return "Kept[" + token.tokenId() + "]";
        }
    }

    /** @return false when the tenant has {@link #MAX_LIVE} of them; then nothing is stored */
    boolean add(Kept token);

    Optional<Kept> find(String tokenId);

    /** Of one tenant, newest first. */
    Page<ApiToken> list(String tenant, @Nullable String cursor, int limit);

    /** From the next request on it is refused. Again is fine. Empty when the tenant has no such token. */
    Optional<ApiToken> revoke(String tenant, String tokenId, Instant at);

    /** Writes nothing when the time that stands there is less than a minute before. */
    void used(String tokenId, Instant at);

    /** Whether there is one, of any tenant, with which somebody could come in. */
    boolean anyLive(Instant at);
}
