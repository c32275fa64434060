package io.trawl.engine.schedule;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Missed;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.engine.orchestration.Loop;
import java.time.Duration;
import java.util.List;

/** Writes down the runs that have come, and starts those that nothing holds back. Any number may work beside each other. */
public final class ScheduleLoop implements Loop {
    static final int MAX_PER_TURN = 100;
    private static final Duration IDLE = Duration.ofMillis(500);

    private final ScheduleLedger ledger;
    private final Timetables timetables;
    private final RunStarter starter;

    public ScheduleLoop(ScheduleLedger ledger, Timetables timetables, RunStarter starter) {
        this.ledger = ledger;
        this.timetables = timetables;
        this.starter = starter;
    }

    @Override
    public String name() {
        return "schedules";
    }

    @Override
    public Duration runOnce() {
        // First what an earlier process may have submitted, so that its jobs are seen by the runs that come now.
        int started = start();
        List<Due> due = ledger.due(MAX_PER_TURN);
        due.forEach(one -> ledger.fire(one, firing(one)));
        if (!due.isEmpty()) {
            started = start();
        }
        return due.size() == MAX_PER_TURN || started == MAX_PER_TURN ? Duration.ZERO : IDLE;
    }

    private int start() {
        List<Startable> runs = ledger.startable(MAX_PER_TURN);
        runs.forEach(starter::start);
        return runs.size();
    }

    /** What was read once may not be any more after an upgrade: that must not hold up the others. */
    private Firing firing(Due due) {
        Planner planner;
        try {
            planner = new Planner(due.tenant(), due.schedule(), timetables);
        } catch (IllegalArgumentException e) {
            String reason = "The cron expression " + e.getMessage() + "; nothing is started until it is changed.";
            return new Firing(new Missed(due.next().plannedAt(), 1, reason), null, null);
        }
        return FiringRules.firing(due, planner);
    }
}
