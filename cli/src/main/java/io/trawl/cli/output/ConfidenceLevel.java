package io.trawl.cli.output;

import java.util.Arrays;
import java.util.Optional;

/** How sure a finding is, in rising order; the words are those of a finding's JSON. */
public enum ConfidenceLevel {
    LOW,
    MEDIUM,
    HIGH;

    /** In any case. */
    public static Optional<ConfidenceLevel> find(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findAny();
    }
}
