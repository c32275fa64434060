package io.trawl.discovery.finding;

import io.trawl.discovery.detect.Confidence;

/** Matches by confidence. */
public record Counts(long low, long medium, long high) {
    static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (low < 0 || medium < 0 || high < 0) {
            throw new IllegalArgumentException("Counts of matches are not negative.");
        }
    }

    public long total() {
        return low + medium + high;
    }

    /** The highest that was counted; LOW when nothing was. */
    public Confidence highest() {
        if (high > 0) {
            return Confidence.HIGH;
        }
        return medium > 0 ? Confidence.MEDIUM : Confidence.LOW;
    }

    Counts plus(Confidence confidence) {
        return switch (confidence) {
            case LOW -> new Counts(low + 1, medium, high);
            case MEDIUM -> new Counts(low, medium + 1, high);
            case HIGH -> new Counts(low, medium, high + 1);
        };
    }

    Counts plus(Counts other) {
        return new Counts(low + other.low, medium + other.medium, high + other.high);
    }
}
