package io.trawl.orchestrator.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail. Never a value, an object's name or a secret.
 *
 * @param at set by the database when it is stored
 * @param action what the description of the API calls the operation, for example {@code cancelJob}
 * @param target the id of a job, source or token; null when there is none
 * @param status of the answer; 0 while there is none
 * @param count more than 1 only for refusals of the same kind within a minute
 * @param correlationId the same for all lines of one request, and in the log
 */
public record AuditEntry(
        Instant at,
        String tenant,
        String principal,
        String action,
        @Nullable String target,
        Outcome outcome,
        int status,
        int count,
        UUID correlationId) {
    public static final int MAX_TARGET = 200;

    /** How it ended. */
    public enum Outcome {
        /** It was allowed and is about to be done: stored first, so that nothing is done without a line. */
        ASKED,
        DONE,
        REFUSED,
        FAILED;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Outcome of(String text) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.text().equals(text))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("No outcome: " + text));
        }
    }
}
