package io.trawl.engine.ledger;

import io.trawl.schemas.Checkpoint;
import io.trawl.schemas.InputRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Halves what is left of a task.
 *
 * @param first inherits the cursor of the record in progress
 * @param second starts afresh
 */
public record Split(List<InputRange> first, List<InputRange> second) {
    /**
     * Cuts the inputs from {@code checkpoint.recordsDone()} on in two parts of at least one record each.
     *
     * @throws IllegalArgumentException when fewer than two records are left
     */
    public static Split of(List<InputRange> ranges, Checkpoint checkpoint) {
        List<InputRange> rest = slice(ranges, checkpoint.recordsDone(), Long.MAX_VALUE);
        long left = rest.stream().mapToLong(InputRange::records).sum();
        if (left < 2) {
            throw new IllegalArgumentException("A task with " + left + " records left cannot be split.");
        }
        long half = left / 2;
        return new Split(slice(rest, 0, half), slice(rest, half, Long.MAX_VALUE));
    }

    /** The records {@code [from, to)} of the ranges, counted over all of them. */
    public static List<InputRange> slice(List<InputRange> ranges, long from, long to) {
        List<InputRange> out = new ArrayList<>();
        long at = 0;
        for (InputRange range : ranges) {
            long lo = Math.max(from, at);
            long hi = Math.min(to, at + range.records());
            if (lo < hi) {
                out.add(new InputRange(
                        range.chunkId(), range.from() + (int) (lo - at), range.from() + (int) (hi - at)));
            }
            at += range.records();
        }
        return List.copyOf(out);
    }
}
