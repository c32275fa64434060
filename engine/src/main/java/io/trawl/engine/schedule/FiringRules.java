package io.trawl.engine.schedule;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Missed;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.RunState;
import io.trawl.schemas.WhenMissed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens when the time of a run has come: pure functions of what the ledger says. */
public final class FiringRules {
    /** Missed runs are counted up to here; of more it is said that they were more. */
    static final int MAX_COUNTED = 1_000;

    /** Of a run that waited. */
    public static final String SUPERSEDED = "A newer run took its place before the one before it had ended.";

    private FiringRules() {}

    /**
     * Of the runs whose time has come the last one is on time, unless it is later than the grace; those before it were
     * missed. So a process that was away catches up with one run, and never with a flood.
     */
    static Firing firing(Due due, Planner planner) {
        Instant now = due.now();
        Planned last = due.next();
        int before = 0;
        Optional<Planned> next = planner.next(last.plannedAt());
        while (hasCome(next, now) && before < MAX_COUNTED) {
            before++;
            last = next.orElseThrow();
            next = planner.next(last.plannedAt());
        }
        boolean more = hasCome(next, now);
        if (more) {
            last = planner.last(last, now);
            next = planner.next(last.plannedAt());
        }
        boolean late = last.startAt().plus(due.schedule().grace()).isBefore(now);
        int missed = late ? before + 1 : before;
        boolean runs = !late || due.schedule().missed() == WhenMissed.RUN_ONCE;
        return new Firing(
                missed == 0 ? null : missed(due.next().plannedAt(), missed, more, late && runs),
                runs ? last.plannedAt() : null,
                next.orElse(null));
    }

    private static boolean hasCome(Optional<Planned> run, Instant now) {
        return run.filter(planned -> !planned.startAt().isAfter(now)).isPresent();
    }

    private static Missed missed(Instant since, int count, boolean more, boolean madeUp) {
        String runs = (more ? "more than " : "") + count + (count == 1 ? " run" : " runs");
        return new Missed(
                since,
                count,
                "Missed " + runs + " since " + since + (madeUp ? "; one run now makes up for them." : "."));
    }

    /** How a run begins. @param superseded whether what waits is left out for it */
    public record Beginning(RunState state, @Nullable String reason, boolean superseded) {
        private static final Beginning WAITS = new Beginning(RunState.WAITING, null, false);
    }

    /**
     * @param running whether a job of the schedule has not ended
     * @param waiting how many of its runs wait
     */
    public static Beginning beginning(Overlap overlap, boolean running, int waiting) {
        return switch (overlap) {
            case SKIP ->
                running || waiting > 0
                        ? new Beginning(RunState.SKIPPED, "The run before is still at work.", false)
                        : Beginning.WAITS;
            case QUEUE ->
                waiting >= ScheduleLedger.MAX_WAITING
                        ? new Beginning(
                                RunState.SKIPPED,
                                "The queue of the schedule is full: " + ScheduleLedger.MAX_WAITING + " runs wait.",
                                false)
                        : Beginning.WAITS;
            case CANCEL_PREVIOUS -> new Beginning(RunState.WAITING, null, true);
        };
    }
}
