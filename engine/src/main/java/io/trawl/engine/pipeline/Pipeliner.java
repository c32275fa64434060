package io.trawl.engine.pipeline;

import io.trawl.engine.store.SortedStore;
import io.trawl.engine.store.SortedStore.Entry;
import io.trawl.schemas.BatchPolicy;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.InputRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Batches accepted chunks into tasks of the next phase, by count, weight and linger; small chunks are joined, big ones
 * cut. A BARRIER phase waits for its release.
 *
 * <p>It only proposes: a chunk is forgotten once its records were proposed, and if that proposal is lost the
 * reconciler announces the chunk again. Wiping its state costs time, never a record; and so does losing a part of it, since
 * lanes and chunks are kept apart and a crash may take the last word of either. Not safe for several threads.
 */
public final class Pipeliner {
    /** More chunks than this in one lane are not taken in; they are announced again later. */
    static final int MAX_CHUNKS_PER_LANE = 50_000;

    static final int MAX_RANGES_PER_TASK = 200;
    private static final int LANES_PER_TURN = 1_000;

    private final SortedStore<Lane, LaneTotals> lanes;
    private final SortedStore<LaneChunk, PendingChunk> chunks;
    private final SortedStore<Release, Boolean> releases;
    private final Set<Lane> touched = new LinkedHashSet<>();

    public Pipeliner(
            SortedStore<Lane, LaneTotals> lanes,
            SortedStore<LaneChunk, PendingChunk> chunks,
            SortedStore<Release, Boolean> releases) {
        this.lanes = lanes;
        this.chunks = chunks;
        this.releases = releases;
    }

    /**
     * Takes a fact in. Tasks are made by {@link #full} after a batch of facts, not by each: announcements of several
     * chunks that correct what is held must all be in before a task is made of them. {@code now} in milliseconds,
     * never going back.
     */
    public void on(Event event, long now) {
        switch (event) {
            case Event.ChunkAccepted accepted -> onChunk(accepted, now);
            case Event.PhaseReleased released -> releases.put(new Release(released.jobId(), released.phase()), true);
            case Event.JobEnded ended -> forget(ended.jobId());
            case Event.TaskStarted _, Event.TaskAdvanced _, Event.TaskEnded _, Event.PhaseAdvanced _ -> {}
            // Its own host says these, and hears them again.
            case Event.JobRate _, Event.WorkerJoined _, Event.WorkerLost _, Event.WorkerStalled _ -> {}
        }
    }

    /** The tasks that became full by the facts since the last call. */
    public List<Command> full(long now) {
        List<Command> commands = new ArrayList<>();
        for (Lane lane : touched) {
            LaneTotals totals = lanes.get(lane);
            if (totals != null && totals.full() && open(lane, totals)) {
                drain(lane, totals, now, false, commands);
            }
        }
        touched.clear();
        return commands;
    }

    /** Closes batches that have lingered long enough; at most about {@code maxCommands}, the rest next turn. */
    public List<Command> tick(long now, int maxCommands) {
        List<Command> commands = new ArrayList<>();
        for (Entry<Lane, LaneTotals> entry : lanes.first(LANES_PER_TURN)) {
            if (commands.size() >= maxCommands) {
                break;
            }
            if (entry.value().lingered(now) && open(entry.key(), entry.value())) {
                drain(entry.key(), entry.value(), now, true, commands);
            }
        }
        return commands;
    }

    private void onChunk(Event.ChunkAccepted event, long now) {
        Lane lane = new Lane(event.jobId(), event.nextPhase(), event.source());
        LaneTotals totals = lanes.get(lane);
        if (totals == null) {
            totals = new LaneTotals(0, 0, 0, event.chunkId(), now, event.batch(), event.barrier());
        }
        if (!event.barrier()) {
            // A release may have been lost; what is announced after it tells as well.
            totals = totals.released();
        }
        LaneChunk key = new LaneChunk(lane, event.chunkId());
        PendingChunk held = chunks.get(key);
        PendingChunk told = new PendingChunk(event.chunkId(), event.from(), event.records(), event.weight());
        if (held != null && held.from() != told.from()) {
            // What was proposed of it did not arrive: a task with the rest alone would be refused for ever.
            totals = totals.minus(1, held.left(), held.weightLeft(), totals.since());
            held = null;
        }
        if (held != null) {
            totals = totals.atLeast(held, now);
        } else if (totals.chunks() < MAX_CHUNKS_PER_LANE) {
            chunks.put(key, told);
            totals = totals.plus(told, now);
        }
        lanes.put(lane, totals);
        touched.add(lane);
    }

    private boolean open(Lane lane, LaneTotals totals) {
        return !totals.barrier() || releases.get(new Release(lane.jobId(), lane.phase())) != null;
    }

    /** Takes full batches out of a lane, and with {@code all} the rest of it too. */
    private void drain(Lane lane, LaneTotals start, long now, boolean all, List<Command> commands) {
        LaneTotals totals = start;
        WaitingChunks waiting = new WaitingChunks(chunks, lane, totals.head());
        while (waiting.first() != null && (all || totals.full())) {
            Batch batch = takeBatch(waiting, totals.batch());
            commands.add(new Command.Schedule(lane.jobId(), lane.phase(), lane.source(), batch.ranges()));
            totals = totals.minus(batch.wholeChunks(), batch.records(), batch.weight(), now);
        }
        PendingChunk first = waiting.keep();
        if (first == null) {
            lanes.remove(lane);
        } else {
            lanes.put(lane, totals.from(first.chunkId()).atLeast(first, now));
        }
    }

    private record Batch(List<InputRange> ranges, int wholeChunks, long records, long weight) {}

    private static Batch takeBatch(WaitingChunks waiting, BatchPolicy policy) {
        List<InputRange> ranges = new ArrayList<>();
        int whole = 0;
        long records = 0;
        long weight = 0;
        PendingChunk chunk = waiting.first();
        while (chunk != null
                && records < policy.maxRecords()
                && weight < policy.maxWeight()
                && ranges.size() < MAX_RANGES_PER_TASK) {
            int take = fitting(chunk, policy.maxRecords() - records, policy.maxWeight() - weight);
            ranges.add(new InputRange(chunk.chunkId(), chunk.from(), chunk.from() + take));
            records += take;
            weight += chunk.weightOf(take);
            whole += take == chunk.left() ? 1 : 0;
            waiting.take(take);
            chunk = waiting.first();
        }
        return new Batch(ranges, whole, records, weight);
    }

    /** How many records of the chunk fit in what is left of the batch; at least one, so that every record fits somewhere. */
    private static int fitting(PendingChunk chunk, long recordsLeft, long weightLeft) {
        long take = Math.min(chunk.left(), recordsLeft);
        if (chunk.weight() > 0 && chunk.weightOf((int) take) > weightLeft) {
            take = weightLeft * chunk.records() / chunk.weight();
        }
        return (int) Math.clamp(take, 1, chunk.left());
    }

    private void forget(UUID jobId) {
        for (Entry<Lane, LaneTotals> entry : lanes.scan(new Lane(jobId, 0, ""), LANES_PER_TURN)) {
            if (!entry.key().jobId().equals(jobId)) {
                break;
            }
            lanes.remove(entry.key());
        }
        forgetChunks(jobId);
        for (Entry<Release, Boolean> entry : releases.scan(new Release(jobId, 0), LANES_PER_TURN)) {
            if (!entry.key().jobId().equals(jobId)) {
                break;
            }
            releases.remove(entry.key());
        }
    }

    private void forgetChunks(UUID jobId) {
        LaneChunk from = new LaneChunk(new Lane(jobId, 0, ""), 0);
        for (Entry<LaneChunk, PendingChunk> entry : chunks.scan(from, MAX_CHUNKS_PER_LANE)) {
            if (!entry.key().lane().jobId().equals(jobId)) {
                break;
            }
            chunks.remove(entry.key());
        }
    }
}
