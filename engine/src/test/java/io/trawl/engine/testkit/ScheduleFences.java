package io.trawl.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What the fences of schedules keep out. */
final class ScheduleFences {
    private ScheduleFences() {}

    static void changeOfAStaleSchedule(Scenario s) {
        Schedule kept = ScheduledScenes.add(s, Overlap.SKIP);
        long stale = Objects.requireNonNull(kept.version()) - 1;
        assertThat(s.schedules()
                        .replace(s.tenant(), ScheduledScenes.given(Overlap.QUEUE), stale, null)
                        .changed())
                .isFalse();
    }

    static void firingTwice(Scenario s) {
        ScheduledScenes.add(s, Overlap.QUEUE);
        s.advance(ScheduledScenes.EVERY);
        Due due = ScheduledScenes.due(s);
        Firing firing = ScheduledScenes.onTime(due);
        s.schedules().fire(due, firing);
        s.schedules().fire(due, firing);
        assertThat(ScheduledScenes.runs(s)).hasSize(1);
    }

    static void firingByAnOlderDefinition(Scenario s) {
        Schedule kept = ScheduledScenes.add(s, Overlap.SKIP);
        s.advance(ScheduledScenes.EVERY);
        Due due = ScheduledScenes.due(s);
        s.schedules()
                .replace(
                        s.tenant(),
                        ScheduledScenes.given(Overlap.QUEUE),
                        Objects.requireNonNull(kept.version()),
                        due.next());
        s.schedules().fire(due, ScheduledScenes.onTime(due));
        assertThat(ScheduledScenes.runs(s)).isEmpty();
    }

    static void startBesideARunningJob(Scenario s) {
        ScheduledScenes.add(s, Overlap.QUEUE);
        ScheduledScenes.fire(s);
        ScheduledScenes.start(s, s.running("a").id());
        ScheduledScenes.fire(s);
        assertThat(s.schedules().startable(9)).isEmpty();
    }

    static void secondJobOfARun(Scenario s) {
        ScheduleLedger ledger = s.schedules();
        ScheduledScenes.add(s, Overlap.QUEUE);
        ScheduledScenes.fire(s);
        Startable run = ledger.startable(9).getFirst();
        UUID job = s.running("a").id();
        ledger.started(run.run(), job);
        ledger.refused(run.run(), "Too late.");
        List<ScheduleRun> runs = ScheduledScenes.runs(s);
        assertThat(runs).extracting(ScheduleRun::state).containsExactly(RunState.STARTED);
        assertThat(runs.getFirst().jobId()).isEqualTo(job);
    }
}
