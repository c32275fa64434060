package io.trawl.engine.workload;

import io.trawl.schemas.Gap;
import io.trawl.schemas.InvalidField;

/**
 * The unit a phase consumes and produces.
 *
 * @param name for people and gaps, at most 8,192 characters; never a value read from a source
 * @param weight in the workload's unit, for batching; 0 or more
 * @param body the workload's own, usually JSON; at most 65,536 characters
 */
public record Record(String name, long weight, String body) {
    public static final int MAX_BODY_LENGTH = 65_536;

    public Record {
        if (name.length() > Gap.MAX_NAME_LENGTH) {
            throw new InvalidField("name", "of a record is longer than " + Gap.MAX_NAME_LENGTH + " characters");
        }
        if (weight < 0) {
            throw new InvalidField("weight", "of a record must be at least 0");
        }
        if (body.length() > MAX_BODY_LENGTH) {
            throw new InvalidField("body", "of a record is longer than " + MAX_BODY_LENGTH + " characters");
        }
    }
}
