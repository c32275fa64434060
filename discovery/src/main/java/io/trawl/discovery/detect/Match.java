package io.trawl.discovery.detect;

/**
 * One value found.
 *
 * @param start index of the first character in the text that was scanned
 * @param end index after the last character
 * @param value the value in its normal form (separators gone, case folded where case means nothing), so that two
 *     spellings of one value are equal. Raw: it may be hashed or masked, never logged, stored or sent
 */
public record Match(Detector detector, Confidence confidence, int start, int end, String value) {
    public Match {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("A match needs 0 <= start < end, got " + start + " and " + end + ".");
        }
    }

    /** The little of the value that people may see. */
    public String masked() {
        return detector.mask().apply(value);
    }

    /** Without the value: matches end up in messages of exceptions and tests. */
    @Override
    public String toString() {
        return "Match[" + detector.id() + ", " + confidence + ", " + start + "-" + end + "]";
    }
}
