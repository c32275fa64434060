package io.trawl.engine.testkit;

import io.trawl.engine.ledger.ScheduleLedger.Due;
import io.trawl.engine.ledger.ScheduleLedger.Firing;
import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.engine.ledger.ScheduleLedger.Startable;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Overlap;
import io.trawl.schemas.Schedule;
import io.trawl.schemas.ScheduleRun;
import io.trawl.schemas.SourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** One schedule, {@code nightly}, that runs every hour. */
final class ScheduledScenes {
    static final String ID = "nightly";
    static final Duration EVERY = Duration.ofHours(1);

    private ScheduledScenes() {}

    static Schedule given(String id, Overlap overlap, Map<String, String> labels) {
        SourceSpec source = new SourceSpec("a", "test", Map.of("deep", Map.of("x", 1)), null, null, null);
        JobRequest job = new JobRequest("night", "test", List.of(source), null, 7, null, Map.of("team", "risk"));
        return new Schedule(
                id,
                "0 * * * *",
                "Europe/London",
                Duration.ofSeconds(90),
                overlap,
                null,
                null,
                null,
                job,
                labels,
                null,
                null,
                null,
                null);
    }

    static Schedule given(Overlap overlap) {
        return given(ID, overlap, Map.of());
    }

    static Planned in(Scenario s, Duration time) {
        Instant at = s.schedules().now().plus(time);
        return new Planned(at, at);
    }

    static Schedule add(Scenario s, Overlap overlap) {
        return s.schedules().add(s.tenant(), given(overlap), in(s, EVERY)).orElseThrow();
    }

    static Due due(Scenario s) {
        return s.schedules().due(9).getFirst();
    }

    static Firing onTime(Due due) {
        Instant next = due.next().plannedAt().plus(EVERY);
        return new Firing(null, due.next().plannedAt(), new Planned(next, next));
    }

    /** Lets the time of the next run come, and writes it down. */
    static void fire(Scenario s) {
        s.advance(EVERY);
        Due due = due(s);
        if (!s.schedules().fire(due, onTime(due))) {
            throw new AssertionError("Nobody else was there, and yet the run is refused.");
        }
    }

    /** Gives the one run that can start this job. */
    static Startable start(Scenario s, UUID job) {
        Startable run = s.schedules().startable(9).getFirst();
        s.schedules().started(run.run(), job);
        return run;
    }

    /** Newest first. */
    static List<ScheduleRun> runs(Scenario s) {
        return s.schedules().runs(s.tenant(), ID, null, 1_000).items();
    }

    static long version(Schedule schedule) {
        return Objects.requireNonNull(schedule.version());
    }
}
