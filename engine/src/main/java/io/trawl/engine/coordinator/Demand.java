package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.Pool;
import io.trawl.schemas.PoolView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many workers each pool is worth: those that its tasks in flight would fill, and its tasks that could start at once if
 * only there were slots. What a budget, a window, a limit or a pause holds back wants no worker: it may not start anyway.
 */
public final class Demand {
    /** Due tasks that are counted per group; no source bears more at a time. */
    public static final int DUE_LIMIT = 10_000;

    /** What a worker is taken to have while its pool has none to tell; wrong until the first one joins. */
    static final int UNKNOWN_SLOTS = 8;

    private Demand() {}

    /** A pool with workers or tasks has a line, in order of the names. */
    public static List<PoolView> of(Backlog backlog) {
        Map<String, Sums> byPool = new TreeMap<>();
        for (Pool pool : backlog.pools()) {
            Sums sums = byPool.computeIfAbsent(pool.name(), _ -> new Sums());
            sums.slots += pool.slots();
            sums.workers += pool.workers();
        }
        Usage usage = new Usage(backlog);
        for (Group group : backlog.groups()) {
            Sums sums = byPool.computeIfAbsent(group.pool(), _ -> new Sums());
            sums.pending += group.pending();
            sums.inFlight += group.inFlight();
            sums.runnable += start(group, usage);
        }
        return byPool.entrySet().stream()
                .map(pool -> pool.getValue().view(pool.getKey()))
                .toList();
    }

    /** Counted as in use from then on: groups of one source or one job share what is left. */
    private static int start(Group group, Usage usage) {
        int due = group.due() + (group.soloDue() ? 1 : 0);
        if (!group.claimable() || !usage.allows(group)) {
            return 0;
        }
        int fits = Math.min(due, Math.min(usage.sourceLeft(group), usage.jobLeft(group)));
        usage.take(group, fits);
        return fits;
    }

    private static final class Sums {
        long pending;
        long runnable;
        long inFlight;
        long slots;
        long workers;

        PoolView view(String name) {
            long wanted = Math.ceilDiv((inFlight + runnable) * Math.max(workers, 1), slotsOfAll());
            return new PoolView(name, pending, runnable, inFlight, slots, workers, wanted);
        }

        /** Multiplied by the workers above rather than divided by them here: 3 workers of 8 slots in all stay 3. */
        private long slotsOfAll() {
            return slots > 0 ? slots : UNKNOWN_SLOTS * Math.max(workers, 1);
        }
    }
}
