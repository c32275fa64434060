package io.trawl.engine.ledger;

import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.WorkPacket;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the one assigner needs. */
public interface AssignLedger {
    /** PENDING jobs become RUNNING, oldest first, at most {@code limit}. Returns how many. */
    int admit(int limit);

    /** Takes the lead, or says that another holds it. */
    Optional<Leadership> lead();

    /**
     * What waits and what is in flight, in O(jobs × phases × sources); the number of tasks does not matter.
     *
     * @param dueLimit due tasks are counted up to this number per group
     */
    Backlog backlog(int dueLimit);

    /** The lead, held as a lock on the very connection that claims. A deposed leader's claim fails and changes nothing. */
    interface Leadership extends AutoCloseable {
        /**
         * PENDING, due tasks of the granted groups become ASSIGNED with attempt + 1, while their job is RUNNING and
         * their source has budget left over ASSIGNED + RUNNING + ABORTING, decided in the same transaction.
         *
         * @return the packets to send, and how long each task had waited since it was due; fewer than granted when
         *     the world has moved on
         * @throws LeadershipLost when the lock is gone; close this and ask for the lead again
         */
        List<Claimed> claim(List<Grant> grants) throws LeadershipLost;

        @Override
        void close();
    }

    /** The lead is another's, or nobody's. */
    final class LeadershipLost extends Exception {
        public LeadershipLost(String message) {
            super(message);
        }
    }

    /** Leave to claim {@code tasks} of a group. {@code solo} grants name exactly one task that must run alone. */
    record Grant(GroupKey group, int tasks, boolean solo) {}

    /**
     * A claimed task.
     *
     * @param waitedMillis since it was PENDING and due, by the ledger's clock
     * @param trace that its job is kept with; null when it is kept with none
     */
    record Claimed(
            WorkPacket packet, long waitedMillis, @Nullable TraceContext trace) {
        /** Under no trace. */
        public Claimed(WorkPacket packet, long waitedMillis) {
            this(packet, waitedMillis, null);
        }
    }

    /** Tasks that are alike to the coordinator. */
    record GroupKey(UUID jobId, int phase, String source) {}

    /**
     * A snapshot for the coordinator.
     *
     * @param groups of jobs in RUNNING, PAUSED or CANCELLING with tasks pending or in flight
     * @param pools every pool with a live worker
     * @param openings of the sources of these groups that have windows
     * @param now by the ledger's clock
     */
    record Backlog(List<Group> groups, List<Pool> pools, List<Opening> openings, Instant now) {
        /** Of sources that may be read at any time. */
        public Backlog(List<Group> groups, List<Pool> pools) {
            this(groups, pools, List.of(), Instant.EPOCH);
        }
    }

    /** When a source may be read, if not always. */
    record Opening(String tenant, String source, List<TimeWindow> windows) {
        public Opening {
            windows = List.copyOf(windows);
        }
    }

    /**
     * @param jobLimit concurrency limit of the job; null is none
     * @param sourceBudget attempts its source bears over all jobs
     * @param due pending tasks whose time has come, up to the limit asked for, without solo ones
     * @param soloDue whether a task that must run alone is due
     * @param nextDue earliest due time of a pending task in the future; null when none
     * @param inFlight ASSIGNED + RUNNING + ABORTING
     * @param running RUNNING alone
     * @param soloInFlight whether a solo task is in flight
     */
    record Group(
            GroupKey key,
            String tenant,
            String pool,
            boolean claimable,
            int priority,
            @Nullable Integer jobLimit,
            int sourceBudget,
            long pending,
            int due,
            boolean soloDue,
            @Nullable Instant nextDue,
            int inFlight,
            int running,
            boolean soloInFlight) {}

    /** @param slots of its live workers, in all */
    record Pool(String name, int slots, int workers) {}
}
