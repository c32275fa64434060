package io.trawl.engine.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times by the clocks on the walls of a zone, each of which is one moment, also where the clocks are changed.
 *
 * <p>A time that is left out when clocks are put forward comes at the moment of the change; one that comes twice when
 * they are put back counts the first time alone. A timetable that runs in every hour is not by the clock but by the time
 * that passes: nothing is made up for the hour that is left out, and both of the two equal hours count.
 *
 * @param nextLocal the first time of the timetable after one, without a zone; null when none comes any more
 * @param everyHour whether it runs in every hour, or every so many hours
 */
public record LocalTimes(ZoneId zone, boolean everyHour, Function<LocalDateTime, @Nullable LocalDateTime> nextLocal)
        implements Timetable {
    @Override
    public Optional<Instant> next(Instant after) {
        return Stream.concat(first(after).stream(), everyHour ? second(after).stream() : Stream.empty())
                .min(Instant::compareTo);
    }

    /** Of times that exist, and the moment of the change for those that do not. Moments grow with local times. */
    private Optional<Instant> first(Instant after) {
        LocalDateTime from = after.atZone(zone).toLocalDateTime();
        ZoneOffsetTransition repeated = zone.getRules().getTransition(from);
        if (repeated != null && repeated.isOverlap() && !after.isBefore(repeated.getInstant())) {
            // All of the hour that comes twice was there the first time.
            from = repeated.getDateTimeBefore().minusNanos(1);
        }
        for (LocalDateTime local = nextLocal.apply(from); local != null; local = nextLocal.apply(local)) {
            ZoneOffsetTransition change = zone.getRules().getTransition(local);
            boolean leftOut = change != null && change.isGap();
            Instant moment = leftOut ? change.getInstant() : local.atZone(zone).toInstant();
            if (moment.isAfter(after) && !(leftOut && everyHour)) {
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }

    /** Of times that come twice, the second time. */
    private Optional<Instant> second(Instant after) {
        ZoneRules rules = zone.getRules();
        return Stream.of(rules.previousTransition(after.plusNanos(1)), rules.nextTransition(after))
                .filter(change -> change != null && change.isOverlap())
                .flatMap(change -> within(change, after).stream())
                .findFirst();
    }

    private Optional<Instant> within(ZoneOffsetTransition change, Instant after) {
        ZoneOffset offset = change.getOffsetAfter();
        LocalDateTime begin = change.getDateTimeAfter().minusNanos(1);
        LocalDateTime reached = LocalDateTime.ofInstant(after, offset);
        LocalDateTime next = nextLocal.apply(reached.isAfter(begin) ? reached : begin);
        return next != null && next.isBefore(change.getDateTimeBefore())
                ? Optional.of(next.toInstant(offset))
                : Optional.empty();
    }
}
