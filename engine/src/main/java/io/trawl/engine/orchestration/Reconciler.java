package io.trawl.engine.orchestration;

import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Event;
import java.time.Duration;

/** Heals what messages lost: every row that stands in a state longer than its bound is moved or announced again. */
public final class Reconciler implements Loop {
    /**
     * How long rows may stand, and how much is handled per turn.
     *
     * @param assigned packets not started for so long are taken back
     * @param unscheduled chunks not scheduled for so long are announced again
     * @param running attempts running for so long are announced again
     * @param interval between turns
     * @param limit rows per kind and turn
     */
    public record Bounds(Duration assigned, Duration unscheduled, Duration running, Duration interval, int limit) {
        public static final Bounds DEFAULT = new Bounds(
                Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1), 2_000);

        public Bounds {
            if (limit < 1 || !interval.isPositive()) {
                throw new IllegalArgumentException("The reconciler needs a limit and an interval above zero.");
            }
        }
    }

    private final ReconcileLedger ledger;
    private final Bounds bounds;
    private final Sender<Event> events;
    private final Runnable wake;
    private final EngineListener listener;

    /** @param wake tells the assigner, and workers that may have something to stop; a hint only */
    public Reconciler(
            ReconcileLedger ledger, Bounds bounds, Sender<Event> events, Runnable wake, EngineListener listener) {
        this.ledger = ledger;
        this.bounds = bounds;
        this.events = events;
        this.wake = wake;
        this.listener = listener;
    }

    @Override
    public String name() {
        return "reconciler";
    }

    @Override
    public Duration runOnce() {
        int lost = heal("lease", ledger.loseExpired(bounds.limit()));
        int redispatched = heal("redispatch", ledger.redispatch(bounds.assigned(), bounds.limit()));
        int unscheduled = heal("unscheduled", ledger.announceUnscheduled(bounds.unscheduled(), bounds.limit()));
        int running = heal("running", ledger.announceRunning(bounds.running(), bounds.limit()));
        int limited = heal("limits", ledger.enforceLimits(bounds.limit()));
        int settled = heal("settled", ledger.settle(bounds.limit()));
        if (lost > 0) {
            listener.lost("lease", lost);
        }
        if (redispatched > 0) {
            listener.lost("redispatch", redispatched);
        }
        if (lost + redispatched + limited + settled > 0) {
            wake.run();
        }
        // Announcements change nothing, so a full page of them would come again at once: they wait for the next turn.
        boolean more = Math.max(Math.max(lost, redispatched), Math.max(limited, settled)) >= bounds.limit();
        boolean announcing = Math.max(unscheduled, running) >= bounds.limit();
        return more && !announcing ? Duration.ZERO : bounds.interval();
    }

    private int heal(String what, Reconciled found) {
        Facts.send(found.events(), events, listener);
        if (found.rows() > 0) {
            listener.reconciled(what, found.rows());
        }
        return found.rows();
    }
}
