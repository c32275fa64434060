package io.trawl.orchestrator.cron;

import io.trawl.engine.schedule.LocalTimes;
import io.trawl.engine.schedule.Timetable;
import io.trawl.engine.schedule.Timetables;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.scheduling.support.CronExpression;

/**
 * Cron expressions of five fields, as in a crontab, or of six with the second first; and words such as {@code @daily}.
 * Where both day fields are restricted, a day has to fit both.
 */
public final class CronTimetables implements Timetables {
    private static final String HOURLY = "@hourly";
    private static final Set<String> WORDS =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", HOURLY);
    private static final List<Field> FIELDS = List.of(
            new Field("second", "0 to 59"),
            new Field("minute", "0 to 59"),
            new Field("hour", "0 to 23"),
            new Field("day of month", "1 to 31, L or ?"),
            new Field("month", "1 to 12 or JAN to DEC"),
            new Field("day of week", "0 to 7 or SUN to SAT"));
    private static final int HOUR = 2;

    /** @param values of which lists, ranges and steps are made */
    private record Field(String name, String values) {}

    @Override
    public Timetable of(String cron, ZoneId zone) {
        String text = cron.strip();
        if (text.startsWith("@")) {
            if (!WORDS.contains(text)) {
                throw new IllegalArgumentException(
                        "is no known word; use @hourly, @daily, @weekly, @monthly or @yearly, or five fields");
            }
            return timetable(text, text.equals(HOURLY), zone);
        }
        String[] fields = (text.split("\\s+").length == FIELDS.size() - 1 ? "0 " + text : text).split("\\s+");
        if (fields.length != FIELDS.size()) {
            throw new IllegalArgumentException(
                    "must have five fields (minute, hour, day of month, month, day of week), or six with the second"
                            + " first; it has " + (text.isEmpty() ? 0 : fields.length));
        }
        requireReadable(fields);
        return timetable(String.join(" ", fields), fields[HOUR].startsWith("*"), zone);
    }

    /** Each by itself, so that the field at fault can be named. */
    private static void requireReadable(String[] fields) {
        for (int i = 0; i < fields.length; i++) {
            String[] alone = {"*", "*", "*", "*", "*", "*"};
            alone[i] = fields[i];
            if (!CronExpression.isValidExpression(String.join(" ", alone))) {
                Field field = FIELDS.get(i);
                throw new IllegalArgumentException("has a field that cannot be read, " + field.name() + "; use "
                        + field.values() + ", with lists (1,15), ranges (1-5) and steps (*/10)");
            }
        }
    }

    private static Timetable timetable(String expression, boolean everyHour, ZoneId zone) {
        CronExpression cron = CronExpression.parse(expression);
        return new LocalTimes(zone, everyHour, cron::next);
    }
}
