package io.trawl.orchestrator.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token. Not its secret: that was shown once and is nowhere.
 *
 * @param scopes as given, in order, without what they imply
 * @param createdBy the name of a {@link Principal}
 * @param lastUsedAt to the minute
 */
public record ApiToken(
        String tokenId,
        String tenant,
        String label,
        List<Scope> scopes,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {
    public ApiToken {
        scopes = scopes.stream().distinct().sorted().toList();
    }
}
