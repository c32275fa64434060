package io.trawl.schemas;

import org.jspecify.annotations.Nullable;

/**
 * A row of a chunk, in the hands of a worker that reaches no database.
 *
 * @param name of a record or gap; the key of a result
 * @param weight of a record, in the workload's unit; 0 otherwise
 * @param label the kind of a result, with its subkind after a slash if it has one; the reason of a gap; null otherwise
 * @param outcome of a gap; null otherwise
 * @param body of a record or result, as text; null otherwise
 */
public record StagedRow(
        Kind kind,
        String name,
        long weight,
        @Nullable String label,
        @Nullable Outcome outcome,
        @Nullable String body) {
    /** What a row is. */
    public enum Kind {
        /** Input of the next phase. */
        RECORD,
        /** Published when the chunk is accepted. */
        RESULT,
        /** Listed in the receipt when the chunk is accepted. */
        GAP
    }

    public StagedRow {
        Checks.present(kind, "kind");
        Checks.length(name, Gap.MAX_NAME_LENGTH, "name");
        Checks.atLeast(weight, 0, "weight");
        belongs(label, kind != Kind.RECORD, "label", "results and gaps");
        belongs(outcome, kind == Kind.GAP, "outcome", "gaps");
        belongs(body, kind != Kind.GAP, "body", "records and results");
        if (label != null) {
            Checks.length(label, Checks.MAX_REASON_LENGTH, "label");
        }
        if (body != null) {
            Checks.length(body, InputRecord.MAX_BODY_LENGTH, "body");
        }
        if (outcome == Outcome.PROCESSED) {
            throw new InvalidField("outcome", "of a gap is SKIPPED, FAILED or EXCLUDED");
        }
    }

    private static void belongs(@Nullable Object value, boolean expected, String field, String whom) {
        if ((value != null) != expected) {
            throw new InvalidField(field, "belongs to " + whom + ", and to them alone");
        }
    }
}
