package io.trawl.federation;

import io.trawl.engine.ledger.SourceLedger;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Sources of one tenant, in memory. */
public final class MemorySources implements SourceLedger {
    private final ConcurrentSkipListMap<String, NamedSource> byId = new ConcurrentSkipListMap<>();

    @Override
    public Optional<NamedSource> add(String tenant, NamedSource source) {
        Instant now = Instant.now();
        NamedSource kept = source.kept(1, now, now);
        return byId.putIfAbsent(source.id(), kept) == null ? Optional.of(kept) : Optional.empty();
    }

    @Override
    public Optional<NamedSource> source(String tenant, String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Map<String, NamedSource> registered(String tenant, List<String> ids) {
        Map<String, NamedSource> found = new HashMap<>();
        ids.forEach(id -> source(tenant, id).ifPresent(source -> found.put(id, source)));
        return found;
    }

    @Override
    public Page<NamedSource> sources(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        List<NamedSource> items = byId.tailMap(cursor == null ? "" : cursor, false).values().stream()
                .limit(limit)
                .toList();
        return new Page<>(items, items.size() == limit ? items.getLast().id() : null);
    }

    @Override
    public SourceChange replace(String tenant, NamedSource source, long version) {
        throw new UnsupportedOperationException("No test replaces a source.");
    }

    @Override
    public SourceChange remove(String tenant, String id, long version) {
        NamedSource known = byId.get(id);
        boolean removed = known != null && known.version() == version && byId.remove(id, known);
        return new SourceChange(removed, byId.get(id));
    }
}
