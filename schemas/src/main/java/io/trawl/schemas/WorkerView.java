package io.trawl.schemas;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One life of a worker under one lease, as {@code GET /workers} shows it.
 *
 * @param worker the incarnation: a fresh id per start of the process and per lease that ran out
 * @param name stable over restarts
 * @param inUse attempts it runs, those included that it is to stop
 * @param alive whether its lease holds
 * @param leaseUntil when its lease runs out, or ran out
 */
public record WorkerView(
        UUID worker,
        String name,
        String pool,
        int slots,
        int inUse,
        Map<String, String> labels,
        boolean alive,
        Instant joinedAt,
        Instant leaseUntil) {
    public static final int MAX_LABELS = 50;

    public WorkerView {
        Checks.present(worker, "worker");
        Checks.id(name, "name");
        Checks.id(pool, "pool");
        Checks.atLeast(slots, 0, "slots");
        Checks.atLeast(inUse, 0, "in_use");
        labels = labels(labels);
        Checks.present(joinedAt, "joined_at");
        Checks.present(leaseUntil, "lease_until");
    }

    /** A copy of labels as a worker may have them; absent is empty. @throws InvalidField naming the label */
    public static Map<String, String> labels(@Nullable Map<String, String> labels) {
        Map<String, String> marks = Checks.map(labels, "labels");
        Checks.within(marks.size(), 0, MAX_LABELS, "labels");
        marks.forEach((key, value) -> Checks.id(value, "labels." + Checks.id(key, "labels")));
        return marks;
    }
}
