package io.trawl.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sorted map with values that are replaced, never changed. Soft state: it may be lost at any time. */
public interface SortedStore<K extends Comparable<K>, V> {
    @Nullable
    V get(K key);

    void put(K key, V value);

    void remove(K key);

    /** Up to {@code limit} entries with keys of {@code from} and above, in order. */
    List<Entry<K, V>> scan(K from, int limit);

    /** Up to {@code limit} entries from the first one on, in order. */
    List<Entry<K, V>> first(int limit);

    /** A key and its value. */
    record Entry<K, V>(K key, V value) {}
}
