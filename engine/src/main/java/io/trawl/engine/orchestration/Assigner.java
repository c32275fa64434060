package io.trawl.engine.orchestration;

import io.trawl.engine.coordinator.Plan;
import io.trawl.engine.coordinator.ResourceCoordinator;
import io.trawl.engine.coordinator.Waits;
import io.trawl.engine.ledger.AssignLedger;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Claimed;
import io.trawl.engine.ledger.AssignLedger.Leadership;
import io.trawl.engine.ledger.AssignLedger.LeadershipLost;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.WorkPacket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * While it leads: admits jobs, asks the coordinator who may start, claims, and sends the packets after the commit. A
 * packet that is not taken by the transport is redispatched by the reconciler like any lost one.
 */
public final class Assigner implements Loop, AutoCloseable {
    private static final int ADMIT_LIMIT = 100;
    private static final int DUE_LIMIT = 2_000;
    /** Wake-ups are hints: nothing waits longer than this for a turn. */
    private static final Duration FLOOR = Duration.ofMillis(250);

    private static final Duration NOT_LEADING = Duration.ofSeconds(1);

    private final AssignLedger ledger;
    private final ResourceCoordinator coordinator;
    private final Waits waits;
    private final Sender<WorkPacket> work;
    private final EngineListener listener;
    private final JobTraces traces;
    private volatile @Nullable Leadership leadership;

    /** Knows no traces. */
    public Assigner(
            AssignLedger ledger,
            ResourceCoordinator coordinator,
            Waits waits,
            Sender<WorkPacket> work,
            EngineListener listener) {
        this(ledger, coordinator, waits, work, listener, new JobTraces());
    }

    /** @param traces told of those of the jobs whose packets are sent, before they are */
    public Assigner(
            AssignLedger ledger,
            ResourceCoordinator coordinator,
            Waits waits,
            Sender<WorkPacket> work,
            EngineListener listener,
            JobTraces traces) {
        this.ledger = ledger;
        this.coordinator = coordinator;
        this.waits = waits;
        this.work = work;
        this.listener = listener;
        this.traces = traces;
    }

    @Override
    public String name() {
        return "assigner";
    }

    /** Whether it did in its last turn. */
    public boolean leads() {
        return leadership != null;
    }

    @Override
    public Duration runOnce() {
        Leadership lead = leadership;
        if (lead == null) {
            lead = ledger.lead().orElse(null);
            leadership = lead;
        }
        if (lead == null) {
            return NOT_LEADING;
        }
        ledger.admit(ADMIT_LIMIT);
        Backlog backlog = ledger.backlog(DUE_LIMIT);
        Plan plan = coordinator.plan(backlog);
        waits.update(plan, backlog);
        // Also with nothing to claim: a lead whose connection is idle for long is taken away.
        return claim(lead, plan);
    }

    private Duration claim(Leadership lead, Plan plan) {
        try {
            List<Claimed> claimed = lead.claim(plan.grants());
            claimed.forEach(one -> traces.learn(one.packet().jobId(), one.trace()));
            int taken = work.send(claimed.stream().map(Claimed::packet).toList());
            if (taken < claimed.size()) {
                listener.dropped("work", claimed.size() - taken);
            }
            // Nothing came of it: the world has moved on, and asking again at once would spin. All that waited came of
            // it: a turn for nothing would only stand in the way of the next submission.
            boolean all = plan.waits().isEmpty() && claimed.size() < DUE_LIMIT;
            return claimed.isEmpty() || all ? FLOOR : Duration.ZERO;
        } catch (LeadershipLost e) {
            close();
            return Duration.ZERO;
        } catch (RuntimeException e) {
            // The lead is bound to a connection that may be broken: ask for both anew.
            close();
            throw e;
        }
    }

    /** Gives up the lead. */
    @Override
    public void close() {
        Leadership lead = leadership;
        leadership = null;
        if (lead != null) {
            lead.close();
        }
    }
}
