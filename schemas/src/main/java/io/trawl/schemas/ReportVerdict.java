package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.UUID;

/**
 * What became of one report.
 *
 * @param acceptedSeq highest accepted seq of the attempt; 0 when it no longer counts
 */
public record ReportVerdict(long taskId, int attempt, UUID execution, int seq, Kind kind, int acceptedSeq) {
    /** How it was judged. */
    public enum Kind {
        /** Taken now, or before. */
        ACCEPTED,
        /** A report before it is missing, or its rows are not all staged: send again. Safe for what is not known yet. */
        @JsonEnumDefaultValue
        AHEAD,
        /** The attempt no longer counts: stop it, and forget its reports. */
        FENCED
    }

    public ReportVerdict {
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.present(execution, "execution");
        Checks.atLeast(seq, 1, "seq");
        Checks.present(kind, "kind");
        Checks.atLeast(acceptedSeq, 0, "accepted_seq");
    }
}
