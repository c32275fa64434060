package io.trawl.engine.schedule;

import io.trawl.engine.ledger.ScheduleLedger.Planned;
import io.trawl.schemas.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The runs of one schedule, each with the moment at which it starts. The same for whoever computes it. */
final class Planner {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private final String name;
    private final Duration jitter;
    private final Timetable timetable;

    /** @throws IllegalArgumentException when the cron expression cannot be read */
    Planner(String tenant, Schedule schedule, Timetables timetables) {
        this.name = tenant + "\n" + schedule.id();
        this.jitter = schedule.jitter();
        this.timetable = timetables.of(schedule.cron(), ZoneId.of(schedule.zone()));
    }

    Optional<Planned> next(Instant after) {
        return timetable.next(after).map(this::planned);
    }

    /** Before the next run in any case, so that runs start in their order. */
    private Planned planned(Instant at) {
        long bound = timetable
                .next(at)
                .map(next ->
                        Math.min(jitter.toMillis(), Duration.between(at, next).toMillis()))
                .orElseGet(jitter::toMillis);
        return new Planned(at, bound == 0 ? at : at.plusMillis(Math.floorMod(hash(at), bound)));
    }

    /** FNV-1a, and the last step of SplitMix64: the same on every machine. */
    private long hash(Instant at) {
        long hash = FNV_OFFSET;
        for (byte b : (name + "\n" + at).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    /** The last run that has come, by halves: there may be very many between the two. */
    Planned last(Planned due, Instant now) {
        Instant has = due.plannedAt();
        Instant hasNot = now.plus(RESOLUTION);
        while (Duration.between(has, hasNot).compareTo(RESOLUTION) > 0) {
            Instant half = has.plus(Duration.between(has, hasNot).dividedBy(2));
            boolean come = next(half).filter(run -> !run.startAt().isAfter(now)).isPresent();
            if (come) {
                has = half;
            } else {
                hasNot = half;
            }
        }
        return next(has).filter(run -> !run.startAt().isAfter(now)).orElse(due);
    }
}
