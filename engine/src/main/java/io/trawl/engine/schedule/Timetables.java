package io.trawl.engine.schedule;

import java.time.ZoneId;

/** Reads cron expressions. */
@FunctionalInterface
public interface Timetables {
    /** @throws IllegalArgumentException with the reason and the remedy, to be put after the name of the field */
    Timetable of(String cron, ZoneId zone);
}
