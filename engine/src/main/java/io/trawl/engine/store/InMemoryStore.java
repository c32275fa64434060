package io.trawl.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link SortedStore} in memory. Not safe for use by several threads. */
public final class InMemoryStore<K extends Comparable<K>, V> implements SortedStore<K, V> {
    private final TreeMap<K, V> map = new TreeMap<>();

    @Override
    public @Nullable V get(K key) {
        return map.get(key);
    }

    @Override
    public void put(K key, V value) {
        map.put(key, value);
    }

    @Override
    public void remove(K key) {
        map.remove(key);
    }

    @Override
    public List<Entry<K, V>> scan(K from, int limit) {
        return page(map.tailMap(from, true), limit);
    }

    @Override
    public List<Entry<K, V>> first(int limit) {
        return page(map, limit);
    }

    private static <K, V> List<Entry<K, V>> page(Map<K, V> entries, int limit) {
        List<Entry<K, V>> page = new ArrayList<>();
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            if (page.size() == limit) {
                break;
            }
            page.add(new Entry<>(entry.getKey(), entry.getValue()));
        }
        return page;
    }
}
