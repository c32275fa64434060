package io.trawl.engine.testkit;

import io.trawl.engine.ledger.Fence;
import io.trawl.engine.ledger.SourceLedger.SourceChange;
import io.trawl.engine.ledger.SourceLedger.SourceFilter;
import io.trawl.engine.testkit.LedgerTables.Key;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registered sources in memory. */
final class SourceRows {
    private final LedgerTables tables;
    private final Map<Key, NamedSource> rows = new LinkedHashMap<>();
    private long versions;

    SourceRows(LedgerTables tables) {
        this.tables = tables;
    }

    Optional<NamedSource> find(String tenant, String id) {
        return Optional.ofNullable(rows.get(new Key(tenant, id)));
    }

    Map<String, NamedSource> registered(String tenant, List<String> ids) {
        Map<String, NamedSource> found = new LinkedHashMap<>();
        ids.forEach(id -> find(tenant, id).ifPresent(source -> found.put(id, source)));
        return found;
    }

    Optional<NamedSource> add(String tenant, NamedSource source) {
        Key key = new Key(tenant, source.id());
        if (rows.containsKey(key)) {
            return Optional.empty();
        }
        return Optional.of(put(key, source, now()));
    }

    SourceChange replace(String tenant, NamedSource source, long version) {
        Key key = new Key(tenant, source.id());
        NamedSource before = rows.get(key);
        if (before == null || isStale(before, version)) {
            return new SourceChange(false, before);
        }
        return new SourceChange(true, put(key, source, Objects.requireNonNull(before.createdAt())));
    }

    SourceChange remove(String tenant, String id, long version) {
        Key key = new Key(tenant, id);
        NamedSource before = rows.get(key);
        if (before == null || isStale(before, version)) {
            return new SourceChange(false, before);
        }
        rows.remove(key);
        tables.registered.remove(key);
        return new SourceChange(true, null);
    }

    private boolean isStale(NamedSource before, long version) {
        return !tables.rules.fences().hold(Fence.SOURCE_VERSION, Objects.equals(before.version(), version));
    }

    private NamedSource put(Key key, NamedSource source, Instant created) {
        versions++;
        NamedSource kept = source.kept(versions, created, now());
        rows.put(key, kept);
        tables.registered.add(key);
        tables.budgets.put(key, source.budget() == null ? LedgerTables.DEFAULT_BUDGET : source.budget());
        return kept;
    }

    private Instant now() {
        return Instant.ofEpochMilli(tables.rules.now());
    }

    Page<NamedSource> list(String tenant, SourceFilter filter, @Nullable String cursor, int limit) {
        List<NamedSource> found = rows.entrySet().stream()
                .filter(row -> row.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .filter(source ->
                        filter.connector() == null || filter.connector().equals(source.connector()))
                .filter(source -> filter.site() == null || filter.site().equals(source.site()))
                .filter(source ->
                        source.labels().entrySet().containsAll(filter.labels().entrySet()))
                .filter(source -> cursor == null || source.id().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(NamedSource::id))
                .toList();
        List<NamedSource> items = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(items, items.size() < found.size() ? items.getLast().id() : null);
    }
}
