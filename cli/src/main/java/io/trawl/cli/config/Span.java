package io.trawl.cli.config;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A length of time: {@code 90m}, {@code 6h}, {@code 2d}, or ISO-8601 as in {@code PT6H}. */
public final class Span {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*([SMHD])");

    private Span() {}

    /** @throws Refusal when it is none, or not longer than zero */
    public static Duration of(String option, String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        Duration span = parsed(upper);
        if (span == null || !span.isPositive()) {
            throw new Refusal(
                    ExitCode.USAGE, "'" + option + "' must be a time longer than zero, for example 90m, 6h or PT6H.");
        }
        return span;
    }

    private static @Nullable Duration parsed(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "S" -> Duration.ofSeconds(count);
                case "M" -> Duration.ofMinutes(count);
                case "H" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
