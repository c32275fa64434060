package io.trawl.cli.scan;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.ConfidenceLevel;
import io.trawl.cli.output.FindingRow;

/**
 * Which findings make a scan end with an exit code of their own.
 *
 * @param detector an id, or {@code any}
 * @param atLeast the lowest confidence that counts
 */
record FailOn(String detector, ConfidenceLevel atLeast) {
    static final String ANY = "any";

    /** @param text {@code DETECTOR} or {@code DETECTOR:CONFIDENCE}; without a confidence each finding counts */
    static FailOn parse(String text) {
        int colon = text.lastIndexOf(':');
        String detector = (colon < 0 ? text : text.substring(0, colon)).strip();
        if (detector.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--fail-on needs a detector, got '" + text + "'; write for example payment_card:HIGH.");
        }
        if (colon < 0) {
            return new FailOn(detector, ConfidenceLevel.LOW);
        }
        String confidence = text.substring(colon + 1).strip();
        return new FailOn(
                detector,
                ConfidenceLevel.find(confidence)
                        .orElseThrow(() -> new Refusal(
                                ExitCode.USAGE,
                                "--fail-on knows the confidences LOW, MEDIUM and HIGH, not '" + confidence + "'.")));
    }

    boolean matches(FindingRow finding) {
        boolean named = detector.equalsIgnoreCase(ANY) || detector.equals(finding.detector());
        return named && finding.confidence().compareTo(atLeast) >= 0;
    }
}
