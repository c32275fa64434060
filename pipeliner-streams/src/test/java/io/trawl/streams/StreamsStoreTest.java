package io.trawl.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.store.InMemoryStore;
import io.trawl.engine.store.SortedStore;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StreamsStoreTest {
    private static final int STEPS = 20_000;
    private static final int KEYS = 12;

    /** It remembers where its first key is: whatever comes, goes and comes back, it reads what there is. */
    @Test
    void shouldReadWhatAPlainStoreReads() {
        SplittableRandom random = new SplittableRandom(7);
        SortedStore<UUID, Integer> plain = new InMemoryStore<>();
        SortedStore<UUID, Integer> store =
                new StreamsStore<>(Stores.inMemoryKeyValueStore("test").get(), Keys.WORKERS, Integer.class);
        for (int step = 0; step < STEPS; step++) {
            // Of these the unsigned order of bytes and the order of numbers are one.
            UUID key = new UUID(random.nextInt(KEYS), 0);
            switch (random.nextInt(5)) {
                case 0 -> {
                    plain.put(key, step);
                    store.put(key, step);
                }
                case 1, 2 -> {
                    plain.remove(key);
                    store.remove(key);
                }
                case 3 -> assertThat(store.first(3)).as("step %d", step).isEqualTo(plain.first(3));
                default -> assertThat(store.scan(key, 3)).as("step %d", step).isEqualTo(plain.scan(key, 3));
            }
        }
    }
}
