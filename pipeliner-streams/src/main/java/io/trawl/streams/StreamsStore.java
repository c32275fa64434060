package io.trawl.streams;

import io.trawl.engine.store.SortedStore;
import io.trawl.schemas.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of Streams as the engine's rules see it. Values are JSON, so that a later version reads what this one wrote.
 *
 * <p>What is deleted leaves a mark on the disk that every reading from the start has to pass, and here all that comes goes
 * again, in about the order of its keys: so readings begin at the first key that there is.
 */
final class StreamsStore<K extends Comparable<K>, V> implements SortedStore<K, V> {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Keys<K> keys;
    private final Class<V> type;
    /** No key is below, as the store orders them; null while that is not known. */
    private @Nullable Bytes lowest;

    private boolean empty;

    StreamsStore(KeyValueStore<Bytes, byte[]> store, Keys<K> keys, Class<V> type) {
        this.store = store;
        this.keys = keys;
        this.type = type;
    }

    @Override
    public @Nullable V get(K key) {
        byte[] value = store.get(bytes(key));
        return value == null ? null : value(value);
    }

    @Override
    public void put(K key, V value) {
        Bytes bytes = bytes(key);
        if (empty || (lowest != null && bytes.compareTo(lowest) < 0)) {
            lowest = bytes;
            empty = false;
        }
        store.put(bytes, Json.mapper().writeValueAsBytes(value));
    }

    @Override
    public void remove(K key) {
        store.delete(bytes(key));
    }

    @Override
    public List<Entry<K, V>> scan(K from, int limit) {
        Bytes bytes = bytes(from);
        return from(lowest != null && lowest.compareTo(bytes) > 0 ? lowest : bytes, limit);
    }

    @Override
    public List<Entry<K, V>> first(int limit) {
        List<Entry<K, V>> page = from(lowest, limit);
        empty = page.isEmpty();
        lowest = empty ? null : bytes(page.getFirst().key());
        return page;
    }

    private List<Entry<K, V>> from(@Nullable Bytes start, int limit) {
        if (empty) {
            return List.of();
        }
        try (KeyValueIterator<Bytes, byte[]> entries = start == null ? store.all() : store.range(start, null)) {
            return page(entries, limit);
        }
    }

    private List<Entry<K, V>> page(KeyValueIterator<Bytes, byte[]> entries, int limit) {
        List<Entry<K, V>> page = new ArrayList<>();
        while (page.size() < limit && entries.hasNext()) {
            KeyValue<Bytes, byte[]> entry = entries.next();
            page.add(new Entry<>(keys.key(entry.key.get()), value(entry.value)));
        }
        return page;
    }

    private Bytes bytes(K key) {
        return Bytes.wrap(keys.bytes(key));
    }

    private V value(byte[] json) {
        return Json.mapper().readValue(json, type);
    }
}
