package io.trawl.discovery.detect;

/** What a validator says. */
sealed interface Verdict {
    Verdict REJECTED = new Rejected();

    static Verdict accepted(String value) {
        return accepted(value, Confidence.HIGH);
    }

    static Verdict accepted(String value, Confidence cap) {
        return new Accepted(value, cap, 0);
    }

    /** Not it. */
    record Rejected() implements Verdict {}

    /**
     * It is.
     *
     * @param value in its normal form
     * @param cap no more confidence than this, whatever stands around it
     * @param dropped characters at the end of the span that do not belong to it
     */
    record Accepted(String value, Confidence cap, int dropped) implements Verdict {}
}
