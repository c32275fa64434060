package io.trawl.schemas.window;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times of the week at which nothing new is read from a source ({@code not}), or at which alone it is ({@code only}),
 * by the clocks on the walls of its zone: {@code not 08:00-18:00 Europe/London}, {@code only Sat,Sun 00:00-24:00 UTC}. A
 * span that ends before it begins goes on into the next day, and belongs to the day it begins on.
 *
 * @param fromMinute of the day, 0 to 1,439
 * @param toMinute of the day, 1 to 1,440, or up to {@code fromMinute} for a span over midnight
 */
public record TimeWindow(boolean only, Set<DayOfWeek> days, int fromMinute, int toMinute, ZoneId zone) {
    public static final int MAX_LENGTH = 100;

    private static final Pattern FORM = Pattern.compile(
            "(not|only)\\s+(?:([A-Za-z,-]+)\\s+)?(\\d\\d):(\\d\\d)\\s*[-\u2013]\\s*(\\d\\d):(\\d\\d)\\s+(\\S+)");
    private static final int DAY = 24 * 60;
    /** Every window of a week has come round by then. */
    private static final int LOOK_AHEAD_MINUTES = 8 * DAY;

    public TimeWindow {
        days = Set.copyOf(days);
    }

    /** @throws IllegalArgumentException with the reason and the remedy, to be put after the name of a field */
    public static TimeWindow parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "must look like \"not 08:00-18:00 Europe/London\" or \"only Sat,Sun 00:00-24:00 UTC\"");
        }
        int from = minute(matcher.group(3), matcher.group(4));
        int to = minute(matcher.group(5), matcher.group(6));
        if (from == to || from == DAY || to == 0) {
            throw new IllegalArgumentException(
                    "must begin and end at different times; write a whole day as 00:00-24:00");
        }
        boolean only = matcher.group(1).equals("only");
        return new TimeWindow(only, days(matcher.group(2)), from, to, zone(matcher.group(7)));
    }

    private static int minute(String hours, String minutes) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > DAY || Integer.parseInt(minutes) > 59) {
            throw new IllegalArgumentException("has a time that is not on the clock; write 00:00 to 24:00");
        }
        return minute;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("names no time zone; write one like Europe/London or UTC", e);
        }
    }

    private static Set<DayOfWeek> days(@Nullable String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (text == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            DayOfWeek day = day(ends[0]);
            DayOfWeek last = ends.length == 2 ? day(ends[1]) : day;
            if (ends.length > 2) {
                throw noDay();
            }
            for (days.add(day); day != last; days.add(day)) {
                day = day.plus(1);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.length() >= 3 && day.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw noDay();
    }

    private static IllegalArgumentException noDay() {
        return new IllegalArgumentException("names a day that there is not; write Mon, Tue, Wed, Thu, Fri, Sat or Sun");
    }

    /** Whether the clocks of the zone show a time inside the span. */
    boolean covers(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        LocalTime time = local.toLocalTime();
        int minute = time.getHour() * 60 + time.getMinute();
        DayOfWeek today = local.getDayOfWeek();
        if (fromMinute < toMinute) {
            return days.contains(today) && minute >= fromMinute && minute < toMinute;
        }
        return (days.contains(today) && minute >= fromMinute) || (days.contains(today.minus(1)) && minute < toMinute);
    }

    /** Open is what no {@code not} covers and, where there is an {@code only}, one of those does. */
    public static boolean open(List<TimeWindow> windows, Instant now) {
        boolean any = windows.stream().anyMatch(TimeWindow::only);
        return windows.stream().noneMatch(window -> !window.only && window.covers(now))
                && (!any || windows.stream().anyMatch(window -> window.only && window.covers(now)));
    }

    /** The next whole minute at which they are open; empty when they never are within eight days. */
    public static Optional<Instant> opensAt(List<TimeWindow> windows, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        for (int i = 1; i <= LOOK_AHEAD_MINUTES; i++) {
            minute = minute.plus(1, ChronoUnit.MINUTES);
            if (open(windows, minute)) {
                return Optional.of(minute);
            }
        }
        return Optional.empty();
    }
}
