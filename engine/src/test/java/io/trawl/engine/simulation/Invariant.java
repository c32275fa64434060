package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.schemas.Report;
import java.util.List;
import java.util.UUID;

/** A guarantee under watch. Each method may throw a {@link Violation}. */
interface Invariant {
    default void onRead(ReadOfUnit read) {}

    default void onStillReading(Execution execution, long order) {}

    /** The ledger took a report, now or before. */
    default void onAccepted(Report report, long order) {}

    /** A cancel was committed, whether or not the user learns of it. */
    default void onCancelled(UUID jobId, InMemoryLedger ledger) {}

    /** Between two steps, every now and then. */
    default void meanwhile(LedgerSnapshot rows) {}

    /** When all jobs have ended, or should have. */
    default void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {}
}
