package io.trawl.engine.pipeline;

import io.trawl.engine.store.SortedStore;
import io.trawl.engine.store.SortedStore.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a lane from its head on, read a page at a time, and taken one after the other. Each is written back at
 * most once, whatever number of tasks it was cut into.
 */
final class WaitingChunks {
    private static final int PAGE = 200;

    private final SortedStore<LaneChunk, PendingChunk> store;
    private final Lane lane;
    private final Deque<PendingChunk> page = new ArrayDeque<>();
    private long next;
    private boolean end;
    private boolean cut;

    /** @param head no chunk of the lane is below */
    WaitingChunks(SortedStore<LaneChunk, PendingChunk> store, Lane lane, long head) {
        this.store = store;
        this.lane = lane;
        this.next = head;
    }

    /** The first that is not taken; null when none is left. */
    @Nullable
    PendingChunk first() {
        if (page.isEmpty() && !end) {
            read();
        }
        return page.peek();
    }

    private void read() {
        int read = 0;
        for (Entry<LaneChunk, PendingChunk> entry : store.scan(new LaneChunk(lane, next), PAGE)) {
            if (!entry.key().lane().equals(lane)) {
                break;
            }
            page.add(entry.value());
            next = entry.key().chunkId() + 1;
            read++;
        }
        end = read < PAGE;
    }

    /** Takes so many records of the first. */
    void take(int records) {
        PendingChunk first = page.remove();
        cut = records < first.left();
        if (cut) {
            page.addFirst(first.after(records));
        } else {
            store.remove(new LaneChunk(lane, first.chunkId()));
        }
    }

    /** Keeps what is left of the one that was cut last. Returns the first that is left; null when none is. */
    @Nullable
    PendingChunk keep() {
        PendingChunk first = first();
        if (first != null && cut) {
            store.put(new LaneChunk(lane, first.chunkId()), first);
        }
        return first;
    }
}
