package io.trawl.engine.testkit;

import static io.trawl.engine.testkit.ScheduledScenes.ID;
import static io.trawl.engine.testkit.ScheduledScenes.add;
import static io.trawl.engine.testkit.ScheduledScenes.fire;
import static io.trawl.engine.testkit.ScheduledScenes.in;
import static io.trawl.engine.testkit.ScheduledScenes.runs;
import static io.trawl.engine.testkit.ScheduledScenes.start;
import static io.trawl.engine.testkit.ScheduledScenes.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ScheduleLedger;
import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Missed;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.engine.ledger.ScheduleLedger.ScheduleChange;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Page;
import io.trawl.schemas.RunState;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Schedules: kept as given, each run written down once, and started when the overlap policy lets it. */
interface SchedulesContract extends Scenes {
    @Test
    default void shouldKeepAScheduleAsItWasGiven() {
        Scenario s = given();
        Planned next = in(s, Duration.ofMinutes(7));
        Schedule kept = s.schedules()
                .add(s.tenant(), ScheduledScenes.given(Overlap.QUEUE), next)
                .orElseThrow();
        assertThat(kept)
                .usingRecursiveComparison()
                .ignoringFields("version", "createdAt", "updatedAt", "nextRunAt")
                .isEqualTo(ScheduledScenes.given(Overlap.QUEUE));
        assertThat(kept.nextRunAt()).isEqualTo(next.plannedAt());
        assertThat(s.schedules().schedule(s.tenant(), ID)).contains(kept);
        assertThat(s.schedules().add(s.tenant(), ScheduledScenes.given(Overlap.SKIP), next))
                .isEmpty();
        String other = "other-" + s.tenant();
        assertThat(s.schedules().schedule(other, ID)).isEmpty();
        assertThat(s.schedules().runNow(other, ID)).isEmpty();
        assertThat(s.schedules().enable(other, ID, false, null)).isEmpty();
        assertThat(s.schedules().remove(other, ID, version(kept))).isEqualTo(new ScheduleChange(false, null));
        assertThat(s.schedules().schedules(other, Map.of(), null, 9).items()).isEmpty();
    }

    @Test
    default void shouldChangeAScheduleOnlyForWhoReadItLast() {
        Scenario s = given();
        Schedule first = add(s, Overlap.SKIP);
        Planned later = in(s, Duration.ofDays(9));
        Schedule second = s.schedules()
                .replace(s.tenant(), ScheduledScenes.given(Overlap.QUEUE), version(first), later)
                .now();
        assertThat(second.overlap()).isEqualTo(Overlap.QUEUE);
        assertThat(second.nextRunAt()).as("the same times").isEqualTo(first.nextRunAt());
        assertThat(s.schedules().replace(s.tenant(), ScheduledScenes.given(Overlap.SKIP), version(first), later))
                .isEqualTo(new ScheduleChange(false, second));
        assertThat(s.schedules().remove(s.tenant(), ID, version(first))).isEqualTo(new ScheduleChange(false, second));
        fire(s);
        assertThat(s.schedules().schedule(s.tenant(), ID).orElseThrow().version())
                .as("a run is no change")
                .isEqualTo(second.version());
        assertThat(s.schedules().remove(s.tenant(), ID, version(second))).isEqualTo(new ScheduleChange(true, null));
        assertThat(s.schedules().startable(9)).as("its runs went with it").isEmpty();
        assertThat(version(add(s, Overlap.SKIP))).isGreaterThan(version(second));
        assertThat(runs(s)).isEmpty();
    }

    @Test
    default void shouldListSchedulesByLabel() {
        Scenario s = given();
        for (String id : List.of("c", "a", "b")) {
            s.schedules().add(s.tenant(), ScheduledScenes.given(id, Overlap.SKIP, Map.of("k", id, "all", "x")), null);
        }
        Page<Schedule> first = s.schedules().schedules(s.tenant(), Map.of("all", "x"), null, 2);
        assertThat(first.items()).extracting(Schedule::id).containsExactly("a", "b");
        assertThat(s.schedules()
                        .schedules(s.tenant(), Map.of(), first.nextCursor(), 2)
                        .items())
                .extracting(Schedule::id)
                .containsExactly("c");
        assertThat(s.schedules()
                        .schedules(s.tenant(), Map.of("k", "b", "all", "x"), null, 9)
                        .items())
                .extracting(Schedule::id)
                .containsExactly("b");
    }

    @Test
    default void shouldBeDueWhenTheTimeHasComeAndNotWhilePaused() {
        Scenario s = given();
        Schedule schedule = add(s, Overlap.SKIP);
        assertThat(s.schedules().due(9)).isEmpty();
        s.advance(ScheduledScenes.EVERY);
        Due due = ScheduledScenes.due(s);
        assertThat(due.next().plannedAt()).isEqualTo(schedule.nextRunAt());
        assertThat(due.now()).isEqualTo(s.schedules().now());
        assertThat(due.schedule()).isEqualTo(schedule);
        Schedule paused = s.schedules().enable(s.tenant(), ID, false, null).orElseThrow();
        assertThat(paused.active()).isFalse();
        assertThat(paused.nextRunAt()).isNull();
        assertThat(s.schedules().due(9)).isEmpty();
        assertThat(s.schedules().fire(due, ScheduledScenes.onTime(due))).isFalse();
        assertThat(s.schedules().enable(s.tenant(), ID, false, null)).contains(paused);
        Planned next = in(s, ScheduledScenes.EVERY);
        assertThat(s.schedules()
                        .enable(s.tenant(), ID, true, next)
                        .orElseThrow()
                        .nextRunAt())
                .isEqualTo(next.plannedAt());
    }

    @Test
    default void shouldWriteDownARunOnceAndStartItUnderOneKey() {
        Scenario s = given();
        add(s, Overlap.SKIP);
        fire(s);
        Startable run = s.schedules().startable(9).getFirst();
        assertThat(s.schedules().startable(9)).containsExactly(run);
        assertThat(s.schedules().startable(s.tenant(), ID)).containsExactly(run);
        assertThat(run.request().labels()).isEqualTo(Map.of("team", "risk", Schedule.LABEL, ID));
        assertThat(run.job()).isNull();
        JobActor job = s.job("a").key(run.key(), "body").submitted();
        assertThat(s.schedules().startable(9).getFirst().job())
                .as("submitted, and not noted")
                .isEqualTo(job.id());
        s.schedules().started(run.run(), job.id());
        assertThat(s.schedules().startable(9)).isEmpty();
        ScheduleRun started = runs(s).getFirst();
        assertThat(started.state()).isEqualTo(RunState.STARTED);
        assertThat(started.jobId()).isEqualTo(job.id());
        assertThat(started.jobState()).isEqualTo(JobState.PENDING);
        assertThat(started.startedAt()).isEqualTo(s.schedules().now());
    }

    @Test
    default void shouldSkipARunWhileTheOneBeforeIsAtWork() {
        Scenario s = given();
        add(s, Overlap.SKIP);
        fire(s);
        JobActor job = s.running("a");
        start(s, job.id());
        fire(s);
        assertThat(runs(s).getFirst().state()).isEqualTo(RunState.SKIPPED);
        assertThat(runs(s).getFirst().reason()).isEqualTo("The run before is still at work.");
        s.drain(job);
        fire(s);
        assertThat(s.schedules().startable(9)).hasSize(1);
    }

    @Test
    default void shouldQueueRunsUpToTheLimit() {
        Scenario s = given();
        add(s, Overlap.QUEUE);
        fire(s);
        JobActor job = s.running("a");
        start(s, job.id());
        for (int i = 0; i < ScheduleLedger.MAX_WAITING + 1; i++) {
            fire(s);
        }
        assertThat(s.schedules().startable(9)).isEmpty();
        assertThat(runs(s).getFirst().state()).isEqualTo(RunState.SKIPPED);
        assertThat(runs(s).getFirst().reason()).contains("10 runs wait");
        s.drain(job);
        Startable next = s.schedules().startable(9).getFirst();
        assertThat(next.run())
                .as("the oldest")
                .isEqualTo(runs(s).reversed().get(1).run());
        s.schedules().refused(next.run(), "/sources/0: gone.");
        assertThat(s.schedules().startable(9).getFirst().run())
                .as("nothing is stuck behind a refusal")
                .isEqualTo(runs(s).reversed().get(2).run());
    }

    @Test
    default void shouldCancelThePreviousAndStartWhenItHasEnded() {
        Scenario s = given();
        add(s, Overlap.CANCEL_PREVIOUS);
        fire(s);
        JobActor job = s.running("a");
        s.startNext(job, 0, "a");
        start(s, job.id());
        fire(s);
        assertThat(s.schedules().startable(9).getFirst().previous()).containsExactly(job.id());
        job.cancel();
        assertThat(job.state()).isEqualTo(JobState.CANCELLING);
        assertThat(s.schedules().startable(9)).as("it is being cancelled").isEmpty();
        fire(s);
        assertThat(runs(s))
                .extracting(ScheduleRun::state)
                .containsExactly(RunState.WAITING, RunState.SKIPPED, RunState.STARTED);
        assertThat(runs(s).get(1).reason()).contains("newer run");
        s.under().force(job.id(), JobState.CANCELLED);
        assertThat(s.schedules().startable(9))
                .singleElement()
                .satisfies(run -> assertThat(run.previous()).isEmpty());
    }

    @Test
    default void shouldLetWhatWaitsWaitWhilePausedButForWhatSomebodyAsksFor() {
        Scenario s = given();
        add(s, Overlap.QUEUE);
        fire(s);
        s.schedules().enable(s.tenant(), ID, false, null);
        assertThat(s.schedules().startable(9)).isEmpty();
        long asked = s.schedules().runNow(s.tenant(), ID).orElseThrow();
        Startable run = s.schedules().startable(9).getFirst();
        assertThat(run.run()).isEqualTo(asked);
        assertThat(run.key()).contains(Long.toString(asked));
        assertThat(s.schedules().run(s.tenant(), ID, asked).orElseThrow().manual())
                .isTrue();
        s.schedules().started(asked, UUID.randomUUID());
        s.schedules().enable(s.tenant(), ID, true, in(s, ScheduledScenes.EVERY));
        assertThat(s.schedules().startable(9)).hasSize(1);
    }

    @Test
    default void shouldKeepTheRequestThatWasPlanned() {
        Scenario s = given();
        Schedule schedule = add(s, Overlap.SKIP);
        fire(s);
        Startable before = s.schedules().startable(9).getFirst();
        Schedule other = ScheduledScenes.given(ID, Overlap.QUEUE, Map.of());
        s.schedules().replace(s.tenant(), other, version(schedule), in(s, ScheduledScenes.EVERY));
        assertThat(s.schedules().startable(9).getFirst().request()).isEqualTo(before.request());
    }

    @Test
    default void shouldSayWhatWasMissed() {
        Scenario s = given();
        Schedule schedule = add(s, Overlap.SKIP);
        s.advance(Duration.ofDays(3));
        Due due = ScheduledScenes.due(s);
        Missed missed = new Missed(schedule.nextRunAt(), 72, "Missed 72 runs since then.");
        s.schedules().fire(due, new Firing(missed, null, in(s, ScheduledScenes.EVERY)));
        assertThat(s.schedules().startable(9)).isEmpty();
        assertThat(runs(s)).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.MISSED);
            assertThat(run.missed()).isEqualTo(72);
            assertThat(run.plannedAt()).isEqualTo(schedule.nextRunAt());
            assertThat(run.reason()).isEqualTo(missed.reason());
        });
    }

    @Test
    default void shouldKeepTheLastRunsAndThoseAtWork() {
        Scenario s = given();
        add(s, Overlap.SKIP);
        fire(s);
        JobActor job = s.running("a");
        long first = start(s, job.id()).run();
        for (int i = 0; i < ScheduleLedger.MAX_RUNS_KEPT + 3; i++) {
            s.schedules().runNow(s.tenant(), ID);
        }
        List<ScheduleRun> kept = runs(s);
        assertThat(kept).hasSize(ScheduleLedger.MAX_RUNS_KEPT + 1);
        assertThat(kept.getLast().run()).isEqualTo(first);
        Page<ScheduleRun> page = s.schedules().runs(s.tenant(), ID, null, 2);
        assertThat(s.schedules().runs(s.tenant(), ID, page.nextCursor(), 2).items())
                .isEqualTo(kept.subList(2, 4));
    }
}
