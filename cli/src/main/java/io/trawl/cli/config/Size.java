package io.trawl.cli.config;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes with a unit: {@code 10MB} is ten million. */
public final class Size {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([KMG]?B?)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "K",
            1_000L,
            "KB",
            1_000L,
            "M",
            1_000_000L,
            "MB",
            1_000_000L,
            "G",
            1_000_000_000L,
            "GB",
            1_000_000_000L);

    private Size() {}

    public static long bytes(String option, String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new Refusal(ExitCode.USAGE, "'" + option + "' must be a number of bytes, for example 500KB or 10MB.");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), 1L));
    }
}
