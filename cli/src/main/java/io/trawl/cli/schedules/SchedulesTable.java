package io.trawl.cli.schedules;

import io.trawl.cli.output.Csv;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.Table;
import io.trawl.cli.output.Table.Column;
import io.trawl.cli.run.Surroundings;
import io.trawl.schemas.Json;
import io.trawl.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Schedules as rows. */
final class SchedulesTable {
    private static final String[] HEADINGS = {"schedule", "cron", "zone", "policy", "next run", "labels"};

    private SchedulesTable() {}

    static void print(List<Schedule> schedules, Format format, Surroundings surroundings) {
        switch (format) {
            case TABLE -> {
                Table table = Table.of(
                        List.of(Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT, Column.TEXT),
                        HEADINGS);
                schedules.forEach(schedule -> table.row(cells(schedule)));
                surroundings.print(table.lines(surroundings.width()));
            }
            case JSON -> surroundings.print(List.of(Json.mapper().writeValueAsString(Map.of("schedules", schedules))));
            case CSV -> {
                surroundings.out().print(Csv.line(List.of(HEADINGS)));
                schedules.forEach(schedule -> surroundings.out().print(Csv.line(List.of(cells(schedule)))));
                surroundings.out().flush();
            }
        }
    }

    private static String[] cells(Schedule schedule) {
        String labels = new TreeMap<>(schedule.labels()).toString();
        return new String[] {
            schedule.id(),
            schedule.cron(),
            schedule.zone(),
            policy(schedule),
            next(schedule),
            labels.substring(1, labels.length() - 1)
        };
    }

    private static String policy(Schedule schedule) {
        return word(schedule.overlap())
                + (schedule.jitter().equals(Duration.ZERO) ? "" : ", jitter " + schedule.jitter())
                + ", missed: " + word(schedule.missed());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String next(Schedule schedule) {
        Instant next = schedule.nextRunAt();
        if (next == null) {
            return schedule.active() ? "never again" : "paused";
        }
        return next.atZone(ZoneId.of(schedule.zone())).toOffsetDateTime().toString();
    }
}
