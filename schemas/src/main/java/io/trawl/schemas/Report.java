package io.trawl.schemas;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of an attempt (topic <em>progress</em>).
 *
 * @param v version of this shape, 1
 * @param execution the run of the packet that speaks; with {@code attempt} it decides who may report
 * @param worker the incarnation of the worker
 * @param seq from 1 in each attempt, without gaps
 * @param kind what is said
 * @param records staged records for the next phase
 * @param rows staged rows in all: records, results, gaps
 * @param weight of the staged records, in the workload's unit (bytes for discovery)
 * @param checkpoint where the next attempt would go on once this is accepted
 * @param tally what this chunk adds to the counters
 * @param reason of a failure, a short code without any value read from a source; null otherwise
 */
public record Report(
        int v,
        UUID jobId,
        long taskId,
        int attempt,
        UUID execution,
        UUID worker,
        int seq,
        Kind kind,
        int records,
        int rows,
        long weight,
        Checkpoint checkpoint,
        Tally tally,
        @Nullable String reason) {
    public static final int VERSION = 1;
    public static final int MAX_ROWS = 10_000;

    /** What a report says. */
    public enum Kind {
        /** A chunk was staged; the attempt goes on. */
        CHUNK,
        /** A last chunk, maybe empty, was staged and every input has an outcome. */
        DONE,
        /** The handler failed on the record after the checkpoint; nothing is staged under this seq. */
        FAILED,
        /** The worker gives the rest back untouched (drain, shutdown); nothing is staged under this seq. */
        HANDED_BACK
    }

    public Report {
        Checks.version(v, VERSION, "v");
        Checks.present(jobId, "job_id");
        Checks.atLeast(taskId, 1, "task_id");
        Checks.atLeast(attempt, 1, "attempt");
        Checks.present(execution, "execution");
        Checks.present(worker, "worker");
        Checks.atLeast(seq, 1, "seq");
        Checks.present(kind, "kind");
        Checks.within(rows, 0, MAX_ROWS, "rows");
        Checks.within(records, 0, rows, "records");
        Checks.atLeast(weight, 0, "weight");
        Checks.present(checkpoint, "checkpoint");
        Checks.present(tally, "tally");
        boolean chunk = kind == Kind.CHUNK || kind == Kind.DONE;
        if (!chunk && (rows > 0 || !tally.equals(Tally.NONE))) {
            throw new InvalidField("rows", "must be 0 in a report of kind " + kind + "; stage under an own seq first");
        }
        if ((kind == Kind.FAILED) != (reason != null)) {
            throw new InvalidField("reason", "belongs to reports of kind FAILED, and to them alone");
        }
        if (reason != null) {
            Checks.id(reason, "reason");
        }
    }
}
