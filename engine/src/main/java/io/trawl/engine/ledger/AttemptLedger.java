package io.trawl.engine.ledger;

import io.trawl.engine.ledger.WorkerLedger.StagedChunk;
import io.trawl.engine.ledger.WorkerLedger.StartAnswer.Granted;
import io.trawl.engine.ledger.WorkerLedger.Toll;
import io.trawl.engine.workload.Record;
import java.util.List;

/** What an attempt needs while it runs. */
public interface AttemptLedger {
    /**
     * Input records of a running task, from record {@code from} of the task, at most {@code limit} and at most 1 MiB
     * of bodies, but at least one. Empty past the end.
     */
    List<Record> inputs(Granted attempt, long from, int limit);

    /**
     * Puts a chunk's rows where the next phase and the acceptance will find them. May be repeated with the same rows.
     * Refused, silently, when the attempt no longer counts or the seq was accepted.
     *
     * @return whether the attempt still counts
     */
    boolean stage(StagedChunk chunk);

    /**
     * Takes a turn in the rates of a source, which all jobs and workers share: what is granted was earned only after
     * the wait. More may be granted than was asked for, to save calls.
     *
     * @param bytes 0 when none are to be read
     */
    Toll pay(String tenant, String source, long bytes, long rows);
}
