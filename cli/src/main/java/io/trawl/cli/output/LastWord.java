package io.trawl.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When somebody who is away was heard last. Times are UTC, as everywhere in what commands print. */
public final class LastWord {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    /** From here on the time of day alone would mislead. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private LastWord() {}

    /** For example {@code last word 14:02:10}. */
    public static String of(Instant word, Duration age) {
        return "last word " + (age.compareTo(A_DAY) < 0 ? TIME : DAY_AND_TIME).format(word);
    }

    /** For example {@code last word 14:02:10 (3 min ago)}. */
    public static String withAge(Instant word, Duration age) {
        return of(word, age) + " (" + ago(age) + ")";
    }

    private static String ago(Duration age) {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return age.toMinutes() + " min ago";
        }
        return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }
}
