package io.trawl.engine.schedule;

import static io.trawl.engine.schedule.ScheduledWorld.ID;
import static io.trawl.engine.schedule.ScheduledWorld.MINUTE;
import static io.trawl.engine.schedule.ScheduledWorld.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.schemas.JobState;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.RunState;
import io.trawl.schemas.ScheduleRun;
import io.trawl.schemas.WhenMissed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleLoopTest {
    private final ScheduledWorld world = new ScheduledWorld();

    @Test
    void shouldStartOneJobForEachRun() {
        world.add(Overlap.SKIP, WhenMissed.SKIP);
        world.loop().runOnce();
        assertThat(world.runs()).isEmpty();

        for (int i = 1; i <= 3; i++) {
            world.minutePasses();
            assertThat(world.started()).hasSize(i);
            world.ends(world.started().getFirst());
        }

        assertThat(world.runs()).extracting(ScheduleRun::state).containsOnly(RunState.STARTED);
        assertThat(world.runs()).extracting(ScheduleRun::jobState).containsOnly(JobState.COMPLETED);
        assertThat(world.runs().getLast().plannedAt()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
    }

    /** Wherever a process dies, and whatever the next ones do beside each other, a planned run has exactly one job. */
    @Test
    void shouldStartExactlyOneJobWhereverAProcessDies() {
        int points = 0;
        for (boolean after : List.of(false, true)) {
            for (int nth = 1; ; nth++) {
                ScheduledWorld fresh = new ScheduledWorld();
                fresh.add(Overlap.SKIP, WhenMissed.SKIP);
                fresh.clock.advance(MINUTE);
                if (fresh.dies(nth, after) == null) {
                    break;
                }
                points++;
                fresh.loop().runOnce();
                fresh.loop().runOnce();
                assertThat(fresh.started())
                        .as("died at call %d, after %s", nth, after)
                        .hasSize(1);
                assertThat(fresh.runs())
                        .singleElement()
                        .satisfies(run -> assertThat(run.jobId())
                                .isEqualTo(fresh.started().getFirst().jobId()));
            }
        }
        assertThat(points).isGreaterThanOrEqualTo(12);
    }

    @Test
    void shouldNoteTheJobOfBeforeTheCrashThoughItWouldNotBeTakenAnyMore() {
        world.add(Overlap.SKIP, WhenMissed.SKIP);
        world.clock.advance(MINUTE);
        int nth = 1;
        while (world.started().isEmpty()) {
            world.dies(nth++, true);
        }
        removeSource();

        world.loop().runOnce();

        assertThat(world.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.STARTED));
    }

    @Test
    void shouldSayThatARunWasRefusedAndGoOn() {
        world.add(Overlap.QUEUE, WhenMissed.SKIP);
        removeSource();
        world.minutePasses();
        world.minutePasses();

        assertThat(world.started()).isEmpty();
        assertThat(world.runs()).hasSize(2).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(RunState.REFUSED);
            assertThat(run.reason()).startsWith("/sources/0: The source 'a' is not known here");
        });
        assertThat(world.defects).isEmpty();
    }

    private void removeSource() {
        long version = world.jobs.source(TENANT, "a").orElseThrow().version();
        world.jobs.remove(TENANT, "a", version);
    }

    @Test
    void shouldSkipWhileTheOneBeforeIsAtWork() {
        world.add(Overlap.SKIP, WhenMissed.SKIP);
        world.minutePasses();
        world.minutePasses();
        world.ends(world.started().getFirst());
        world.minutePasses();

        assertThat(world.runs())
                .extracting(ScheduleRun::state)
                .containsExactly(RunState.STARTED, RunState.SKIPPED, RunState.STARTED);
    }

    @Test
    void shouldQueueAndStartOneByOne() {
        world.add(Overlap.QUEUE, WhenMissed.SKIP);
        world.minutePasses();
        world.minutePasses();
        world.minutePasses();
        assertThat(world.started()).hasSize(1);
        for (int i = 2; i <= 3; i++) {
            world.ends(world.started().getFirst());
            world.loop().runOnce();
            assertThat(world.started()).hasSize(i);
        }
    }

    @Test
    void shouldCancelThePreviousAndStartAfterItsEnd() {
        world.add(Overlap.CANCEL_PREVIOUS, WhenMissed.SKIP);
        world.minutePasses();
        world.minutePasses();
        world.loop().runOnce();

        assertThat(world.started()).hasSize(2);
        assertThat(world.started().getLast().state()).isEqualTo(JobState.CANCELLED);
        assertThat(world.started().getFirst().state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void shouldSayWhatWasMissedWhileNobodyWasThere() {
        world.add(Overlap.SKIP, WhenMissed.SKIP);
        world.clock.advance(Duration.ofHours(1));
        world.loop().runOnce();

        assertThat(world.runs()).hasSize(2);
        assertThat(world.runs().getLast().reason()).isEqualTo("Missed 59 runs since 2026-01-01T00:01:00Z.");
        assertThat(world.runs().getFirst().state())
                .as("the last one is in time")
                .isEqualTo(RunState.STARTED);
    }

    @Test
    void shouldMissNothingWhilePaused() throws Exception {
        world.add(Overlap.SKIP, WhenMissed.RUN_ONCE);
        world.schedules.pause(TENANT, ID);
        world.clock.advance(Duration.ofDays(3));
        world.loop().runOnce();
        world.schedules.resume(TENANT, ID);
        world.loop().runOnce();
        assertThat(world.runs()).isEmpty();

        world.minutePasses();
        assertThat(world.started()).hasSize(1);
    }

    @Test
    void shouldNotBeHeldUpByAnExpressionThatCannotBeReadAnyMore() {
        world.ledger.add(
                TENANT,
                world.given("broken", Overlap.SKIP, WhenMissed.SKIP),
                new Planned(world.clock.instant(), world.clock.instant()));
        world.loop().runOnce();
        world.loop().runOnce();

        assertThat(world.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.reason())
                        .isEqualTo("The cron expression cannot be read; nothing is started until it is changed."));
    }
}
