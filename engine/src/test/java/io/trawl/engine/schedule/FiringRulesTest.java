package io.trawl.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.SourceSpec;
import io.trawl.schemas.WhenMissed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A schedule of every hour, whose next run is at one o'clock. */
class FiringRulesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ONE = MIDNIGHT.plus(Duration.ofHours(1));

    private static Timetable every(Duration time) {
        return after -> Optional.of(MIDNIGHT.plus(
                time.multipliedBy(1 + Duration.between(MIDNIGHT, after).dividedBy(time))));
    }

    private static Schedule schedule(Duration jitter, WhenMissed missed) {
        JobRequest job = new JobRequest(null, "w", List.of(SourceSpec.named("a")), null, null, null, null);
        return new Schedule("nightly", "x", "UTC", jitter, null, missed, null, true, job, null, null, null, null, null);
    }

    private static Planner planner(Duration every, Duration jitter) {
        return new Planner("t", schedule(jitter, WhenMissed.SKIP), (cron, zone) -> every(every));
    }

    private static Firing at(Duration sinceOne, WhenMissed missed) {
        Schedule schedule = schedule(Duration.ZERO, missed);
        Due due = new Due("t", schedule, new Planned(ONE, ONE), ONE.plus(sinceOne));
        return FiringRules.firing(due, planner(Duration.ofHours(1), Duration.ZERO));
    }

    private static Instant hour(int hour) {
        return MIDNIGHT.plus(Duration.ofHours(hour));
    }

    @Test
    void shouldStartARunInTimeAndMoveOnToTheNext() {
        Firing firing = at(Duration.ofMinutes(5), WhenMissed.SKIP);

        assertThat(firing.missed()).isNull();
        assertThat(firing.run()).isEqualTo(ONE);
        assertThat(Objects.requireNonNull(firing.next()).plannedAt()).isEqualTo(hour(2));
    }

    @Test
    void shouldMissARunThatIsLaterThanTheGrace() {
        Firing skipped = at(Duration.ofMinutes(5).plusMillis(1), WhenMissed.SKIP);

        assertThat(skipped.run()).isNull();
        assertThat(skipped.missed().count()).isEqualTo(1);
        assertThat(skipped.missed().reason()).isEqualTo("Missed 1 run since 2026-01-01T01:00:00Z.");
        assertThat(skipped.next().plannedAt()).isEqualTo(hour(2));
    }

    @Test
    void shouldMakeUpForAllThatWasMissedWithOneRun() {
        Firing once = at(Duration.ofHours(2).plusMinutes(30), WhenMissed.RUN_ONCE);

        assertThat(once.run()).as("the last that came").isEqualTo(hour(3));
        assertThat(once.missed().count()).isEqualTo(3);
        assertThat(once.missed().reason())
                .isEqualTo("Missed 3 runs since 2026-01-01T01:00:00Z; one run now makes up for them.");
        assertThat(once.next().plannedAt()).isEqualTo(hour(4));
        assertThat(at(Duration.ofHours(2).plusMinutes(30), WhenMissed.SKIP).run())
                .isNull();
    }

    @Test
    void shouldStartTheLastRunThatIsInTimeAndMissThoseBeforeIt() {
        for (WhenMissed missed : WhenMissed.values()) {
            Firing firing = at(Duration.ofHours(2).plusMinutes(1), missed);

            assertThat(firing.run()).isEqualTo(hour(3));
            assertThat(firing.missed().since()).isEqualTo(ONE);
            assertThat(firing.missed().count()).isEqualTo(2);
        }
    }

    @Test
    void shouldCountNoFurtherThanTheLimitAndYetFindTheLastRun() {
        Duration second = Duration.ofSeconds(1);
        Due due = new Due(
                "t",
                schedule(Duration.ZERO, WhenMissed.SKIP),
                new Planned(MIDNIGHT, MIDNIGHT),
                MIDNIGHT.plus(Duration.ofDays(400)).plusMillis(500));

        Firing firing = FiringRules.firing(due, planner(second, Duration.ZERO));

        Instant last = MIDNIGHT.plus(Duration.ofDays(400));
        assertThat(firing.run()).isEqualTo(last);
        assertThat(firing.next().plannedAt()).isEqualTo(last.plus(second));
        assertThat(firing.missed().reason()).startsWith("Missed more than 1000 runs since 2026-01-01");
    }

    @Test
    void shouldEndWithATimetableThatEnds() {
        Due due = new Due("t", schedule(Duration.ZERO, WhenMissed.SKIP), new Planned(ONE, ONE), ONE);
        Planner once =
                new Planner("t", schedule(Duration.ZERO, WhenMissed.SKIP), (cron, zone) -> after -> Optional.empty());

        assertThat(FiringRules.firing(due, once)).isEqualTo(new Firing(null, ONE, null));
    }

    @Test
    void shouldGiveEachRunAlwaysTheSameJitterWithinItsBound() {
        Duration jitter = Duration.ofMinutes(20);
        List<Duration> offsets = offsets(planner(Duration.ofHours(1), jitter), 200);

        assertThat(offsets).isEqualTo(offsets(planner(Duration.ofHours(1), jitter), 200));
        assertThat(offsets).allSatisfy(offset -> assertThat(offset).isBetween(Duration.ZERO, jitter));
        assertThat(offsets.stream().distinct().count()).as("spread").isGreaterThan(190);
        assertThat(offsets).anySatisfy(offset -> assertThat(offset).isGreaterThan(Duration.ofMinutes(15)));
        assertThat(offsets).anySatisfy(offset -> assertThat(offset).isLessThan(Duration.ofMinutes(5)));
    }

    @Test
    void shouldStartEachRunBeforeTheNextOneComes() {
        assertThat(offsets(planner(Duration.ofMinutes(1), Duration.ofHours(3)), 200))
                .allSatisfy(offset -> assertThat(offset).isLessThan(Duration.ofMinutes(1)));
    }

    private static List<Duration> offsets(Planner planner, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(i -> planner.next(hour(i)).orElseThrow())
                .map(run -> Duration.between(run.plannedAt(), run.startAt()))
                .toList();
    }
}
