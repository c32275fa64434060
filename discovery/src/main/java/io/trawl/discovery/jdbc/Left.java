package io.trawl.discovery.jdbc;

import io.trawl.schemas.Outcome;

/** What is not read, and why. */
record Left(Outcome outcome, String reason) {
    static Left skipped(String reason) {
        return new Left(Outcome.SKIPPED, reason);
    }

    static Left excluded(String rule) {
        return new Left(Outcome.EXCLUDED, rule);
    }
}
