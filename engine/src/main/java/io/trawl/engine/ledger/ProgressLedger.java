package io.trawl.engine.ledger;

import io.trawl.schemas.Event;
import io.trawl.schemas.Report;
import java.util.List;
import java.util.UUID;

/** Takes or refuses what workers report. */
public interface ProgressLedger {
    /** Most reports in one call. */
    int MAX_REPORTS = 5_000;

    /**
     * Takes the longest gapless run of seqs of each attempt that is RUNNING under the same attempt and execution, and
     * whose staged rows are as many as reported. In the same transaction: checkpoint, counters, chunks for the next
     * phase, publication of results and gaps, and the end of tasks that are DONE, FAILED or HANDED_BACK.
     *
     * <p>A failure puts the task back to PENDING with backoff; at {@link RetryPolicy#maxFailures()} it is SPLIT into
     * two that cover exactly the inputs not done, the first inheriting the cursor; a single input left is
     * quarantined: counted as failed with the reason, listed by name, and the task is DEAD.
     */
    Acceptance accept(List<Report> reports);

    /** @param verdicts one per report, in order; {@code events} are the facts to send after this call */
    record Acceptance(List<Verdict> verdicts, List<Event> events) {}

    /** @param acceptedSeq highest accepted seq of the attempt after the call; 0 when gone */
    record Verdict(long taskId, int attempt, UUID execution, int seq, Kind kind, int acceptedSeq) {
        /** What became of a report. */
        public enum Kind {
            /** Taken now, or before. */
            ACCEPTED,
            /** A report before it is missing, or its rows are not all staged: send again. */
            AHEAD,
            /** The attempt no longer counts. */
            FENCED
        }
    }
}
