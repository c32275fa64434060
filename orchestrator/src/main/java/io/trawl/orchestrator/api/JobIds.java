package io.trawl.orchestrator.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as callers write them. The JDK's own reader also takes shortened ones, which would alias each other. */
final class JobIds {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private JobIds() {}

    static Optional<UUID> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** The id in a path: what is no id names no job. */
    static UUID inPath(String text) {
        return parse(text)
                .orElseThrow(() -> new Refused(Problem.of(
                        ProblemType.JOB_NOT_FOUND,
                        "There is no job '" + Plain.text(text, 60)
                                + "', since ids are UUIDs; list the jobs to see theirs.")));
    }

    static UUID inQuery(String text) {
        return parse(text)
                .orElseThrow(() -> Refused.parameter("job_id", "must be a UUID, or several separated by commas"));
    }
}
