package io.trawl.streams;

import io.trawl.engine.store.SortedStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps nothing: for the half of the Reaper that watches what comes through other partitions. */
record NothingStore<K extends Comparable<K>, V>() implements SortedStore<K, V> {
    @Override
    public @Nullable V get(K key) {
        return null;
    }

    @Override
    public void put(K key, V value) {}

    @Override
    public void remove(K key) {}

    @Override
    public List<Entry<K, V>> scan(K from, int limit) {
        return List.of();
    }

    @Override
    public List<Entry<K, V>> first(int limit) {
        return List.of();
    }
}
