package io.trawl.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.store.InMemoryStore;
import io.trawl.engine.store.SortedStore;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A crash may take the last changes of lanes and leave those of chunks, or the other way round. What the ledger announces
 * must come into tasks all the same.
 */
class PartlyLostStateTest {
    private static final UUID JOB = new UUID(0, 1);
    private static final BatchPolicy POLICY = new BatchPolicy(5, 1_000, Duration.ofMillis(50));
    private static final int CHUNK = 7;
    private static final int CHUNKS = 30;
    private static final int MOST_ANNOUNCEMENTS = 50;

    /** What the ledger knows: of each chunk the records that are in tasks. */
    private final TreeMap<Long, Integer> scheduled = new TreeMap<>();

    private InMemoryStore<Lane, LaneTotals> lanes = new InMemoryStore<>();
    private InMemoryStore<LaneChunk, PendingChunk> chunks = new InMemoryStore<>();
    private Pipeliner pipeliner = pipeliner();
    private long now;

    @Test
    void shouldScheduleAllThatIsAnnouncedWhateverPartWasLost() {
        for (int seed = 0; seed < 500; seed++) {
            scheduled.clear();
            lanes = new InMemoryStore<>();
            chunks = new InMemoryStore<>();
            pipeliner = pipeliner();
            live(new SplittableRandom(seed));
            for (int i = 0; i < MOST_ANNOUNCEMENTS && !allScheduled(); i++) {
                scheduled.forEach((chunk, upTo) -> {
                    if (upTo < CHUNK) {
                        announce(chunk);
                    }
                });
                turn(1_000);
            }
            assertThat(scheduled.values()).as("seed %d", seed).allMatch(upTo -> upTo == CHUNK);
            assertThat(lanes.first(1))
                    .as("lanes with nothing in them, seed %d", seed)
                    .isEmpty();
        }
    }

    private void live(SplittableRandom random) {
        InMemoryStore<Lane, LaneTotals> lanesBefore = copy(lanes);
        InMemoryStore<LaneChunk, PendingChunk> chunksBefore = copy(chunks);
        while (scheduled.size() < CHUNKS) {
            switch (random.nextInt(8)) {
                case 0 -> {
                    lanesBefore = copy(lanes);
                    chunksBefore = copy(chunks);
                }
                case 1 -> {
                    if (random.nextBoolean()) {
                        lanes = copy(lanesBefore);
                    } else {
                        chunks = copy(chunksBefore);
                    }
                    pipeliner = pipeliner();
                }
                case 2 -> turn(random.nextInt(100));
                default -> {
                    long chunk = scheduled.size() + 1L;
                    scheduled.put(chunk, 0);
                    announce(chunk);
                }
            }
        }
    }

    private void announce(long chunk) {
        pipeliner.on(
                new Event.ChunkAccepted(JOB, 1, "s", chunk, scheduled.get(chunk), CHUNK, CHUNK, POLICY, false), now);
    }

    private void turn(long later) {
        now += later;
        pipeliner.full(now).forEach(this::apply);
        pipeliner.tick(now, 1_000).forEach(this::apply);
    }

    /** As the ledger does: all of a task, or none. */
    private void apply(Command command) {
        List<InputRange> ranges = ((Command.Schedule) command).ranges();
        if (ranges.stream().allMatch(range -> scheduled.get(range.chunkId()) == range.from())) {
            ranges.forEach(range -> scheduled.put(range.chunkId(), range.to()));
        }
    }

    private boolean allScheduled() {
        return scheduled.values().stream().allMatch(upTo -> upTo == CHUNK);
    }

    private Pipeliner pipeliner() {
        return new Pipeliner(lanes, chunks, new InMemoryStore<>());
    }

    private static <K extends Comparable<K>, V> InMemoryStore<K, V> copy(SortedStore<K, V> store) {
        InMemoryStore<K, V> copy = new InMemoryStore<>();
        store.first(Integer.MAX_VALUE).forEach(entry -> copy.put(entry.key(), entry.value()));
        return copy;
    }
}
