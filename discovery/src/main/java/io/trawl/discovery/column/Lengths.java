package io.trawl.discovery.column;

/**
 * Characters of the values of a column.
 *
 * @param total of all values together
 */
record Lengths(long shortest, long longest, long total) {
    static Lengths of(long length) {
        return new Lengths(length, length, length);
    }

    Lengths plus(Lengths other) {
        return new Lengths(Math.min(shortest, other.shortest), Math.max(longest, other.longest), total + other.total);
    }
}
