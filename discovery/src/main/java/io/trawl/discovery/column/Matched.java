package io.trawl.discovery.column;

import io.trawl.discovery.detect.Confidence;

/**
 * What one detector found in a column.
 *
 * @param values in which there was at least one match
 * @param whole those of them that are a match from end to end
 * @param low matches of this confidence
 */
record Matched(String detector, long values, long whole, long low, long medium, long high, Spread spread) {
    Matched plus(Matched other) {
        return new Matched(
                detector,
                values + other.values,
                whole + other.whole,
                low + other.low,
                medium + other.medium,
                high + other.high,
                spread.plus(other.spread));
    }

    /** The confidence that at least half of the matches have. */
    Confidence usual() {
        long total = low + medium + high;
        if (high * 2 >= total) {
            return Confidence.HIGH;
        }
        return (high + medium) * 2 >= total ? Confidence.MEDIUM : Confidence.LOW;
    }
}
