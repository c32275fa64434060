package io.trawl.schemas;

/**
 * A record that was not read, or was left out, by name and reason.
 *
 * @param outcome SKIPPED, FAILED or EXCLUDED
 * @param name of the record, as the workload names it (a path relative to the root of its source)
 */
public record Gap(String phase, String source, Outcome outcome, String reason, String name) {
    public static final int MAX_NAME_LENGTH = 8_192;

    public Gap {
        Checks.present(phase, "phase");
        Checks.present(source, "source");
        Checks.present(outcome, "outcome");
        Checks.present(reason, "reason");
        Checks.present(name, "name");
        if (outcome == Outcome.PROCESSED) {
            throw new InvalidField("outcome", "of a gap is SKIPPED, FAILED or EXCLUDED");
        }
        if (Checks.longerThan(name, MAX_NAME_LENGTH)) {
            throw new InvalidField("name", "is longer than " + MAX_NAME_LENGTH + " characters");
        }
    }
}
