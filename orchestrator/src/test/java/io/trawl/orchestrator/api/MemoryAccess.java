package io.trawl.orchestrator.api;

import io.trawl.orchestrator.access.AccessStores;
import io.trawl.orchestrator.access.ApiToken;
import io.trawl.orchestrator.access.AuditEntry;
import io.trawl.orchestrator.access.AuditTrail;
import io.trawl.orchestrator.access.TokenStore;
import io.trawl.schemas.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tokens and the audit trail in memory. */
final class MemoryAccess implements TokenStore, AuditTrail {
    private final Map<String, Kept> tokens = new LinkedHashMap<>();
    private final List<AuditEntry> entries = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private int uses;

    AccessStores stores() {
        return new AccessStores(this, this);
    }

    synchronized void failWith(@Nullable RuntimeException failure) {
        this.failure = failure;
    }

    synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized int uses() {
        return uses;
    }

    @Override
    public synchronized boolean add(Kept token) {
        long live = tokens.values().stream()
                .filter(kept -> kept.token().tenant().equals(token.token().tenant()))
                .count();
        if (live >= MAX_LIVE) {
            return false;
        }
        tokens.put(token.token().tokenId(), token);
        return true;
    }

    @Override
    public synchronized Optional<Kept> find(String tokenId) {
        return Optional.ofNullable(tokens.get(tokenId));
    }

    @Override
    public synchronized Page<ApiToken> list(String tenant, @Nullable String cursor, int limit) {
        return page(
                tokens.values().stream()
                        .map(Kept::token)
                        .filter(token -> token.tenant().equals(tenant))
                        .toList()
                        .reversed(),
                cursor,
                limit);
    }

    private static <T> Page<T> page(List<T> all, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public synchronized Optional<ApiToken> revoke(String tenant, String tokenId, Instant at) {
        return find(tokenId)
                .filter(kept -> kept.token().tenant().equals(tenant))
                .map(kept -> change(kept, at, kept.token().lastUsedAt()));
    }

    private ApiToken change(Kept kept, @Nullable Instant revokedAt, @Nullable Instant usedAt) {
        ApiToken old = kept.token();
        ApiToken token = new ApiToken(
                old.tokenId(),
                old.tenant(),
                old.label(),
                old.scopes(),
                old.createdAt(),
                old.createdBy(),
                old.expiresAt(),
                revokedAt,
                usedAt);
        tokens.put(token.tokenId(), new Kept(token, kept.secretHash()));
        return token;
    }

    @Override
    public synchronized void used(String tokenId, Instant at) {
        uses++;
        find(tokenId).ifPresent(kept -> change(kept, kept.token().revokedAt(), at));
    }

    @Override
    public synchronized boolean anyLive(Instant at) {
        return tokens.values().stream()
                .map(Kept::token)
                .anyMatch(token -> token.revokedAt() == null && at.isBefore(token.expiresAt()));
    }

    @Override
    public synchronized void append(AuditEntry entry) {
        if (failure != null) {
            throw failure;
        }
        entries.add(entry);
    }

    @Override
    public synchronized Page<AuditEntry> list(String tenant, Filter filter, @Nullable String cursor, int limit) {
        Predicate<AuditEntry> wanted = entry -> entry.tenant().equals(tenant)
                && (filter.principal() == null || filter.principal().equals(entry.principal()))
                && (filter.action() == null || filter.action().equals(entry.action()))
                && (filter.target() == null || filter.target().equals(entry.target()));
        return page(entries.stream().filter(wanted).toList().reversed(), cursor, limit);
    }
}
