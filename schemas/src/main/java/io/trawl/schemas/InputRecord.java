package io.trawl.schemas;

/**
 * A record that a task consumes.
 *
 * @param name of the record, as the workload names it; never a value read from a source
 * @param weight in the workload's unit
 * @param body the workload's own, usually JSON, as text
 */
public record InputRecord(String name, long weight, String body) {
    public static final int MAX_BODY_LENGTH = 65_536;

    public InputRecord {
        Checks.length(name, Gap.MAX_NAME_LENGTH, "name");
        Checks.atLeast(weight, 0, "weight");
        Checks.length(body, MAX_BODY_LENGTH, "body");
    }
}
