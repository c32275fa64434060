package io.trawl.cli.logs;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import java.util.Locale;

/** How an event is written. */
public enum LogFormat {
    /** One line for people, and a stack below it where there is one. */
    TEXT,
    /** One JSON object on a line. */
    JSON;

    /** In any case. */
    public static LogFormat of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default ->
                throw new Refusal(ExitCode.USAGE, "'trawl.log.format' must be text or json, got '" + text + "'.");
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
