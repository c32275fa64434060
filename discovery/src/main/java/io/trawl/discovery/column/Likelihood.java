package io.trawl.discovery.column;

/** How likely it is that a column holds what a detector looks for, in rising order. */
enum Likelihood {
    /** What matches does so by chance. */
    UNLIKELY,
    LOW,
    MEDIUM,
    HIGH;

    Likelihood atMost(Likelihood cap) {
        return compareTo(cap) <= 0 ? this : cap;
    }

    Likelihood atLeast(Likelihood floor) {
        return compareTo(floor) >= 0 ? this : floor;
    }
}
