package io.trawl.engine.ledger;

/**
 * The tables that decide. Whether an attempt still counts, whether a chunk was scheduled, whether a job is done: each
 * is one row transition in one transaction of this port, and nothing else is believed.
 *
 * <p>Every method is one transaction unless it says otherwise, may be called by many threads and processes at once,
 * and may be repeated with the same arguments: the second call changes nothing. A method that throws
 * {@link LedgerUnavailable} may or may not have taken effect. Time is the ledger's own clock.
 *
 * <p>{@code LedgerContract} in the test kit is run by every implementation; {@link Fence} lists the conditions under
 * which rows may move.
 */
public interface Ledger
        extends JobLedger,
                AssignLedger,
                WorkerLedger,
                ProgressLedger,
                CommandLedger,
                ReconcileLedger,
                RetentionLedger,
                SourceLedger {}
