package io.trawl.engine.ledger;

import io.trawl.engine.ledger.WorkerLedger.Renewed;
import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;
import io.trawl.schemas.Heartbeat;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The lease of a worker. */
public interface LeaseLedger {
    /** Opens the lease of a new incarnation. Returns its length. */
    Duration openLease(WorkerInfo worker);

    /**
     * Renews a lease that has not run out. In the same transaction: ABORTING tasks of this incarnation that it does
     * not list are released; RUNNING ones that it does not list, and whose start it knew when it composed this
     * renewal ({@code number} greater than the start's), are lost.
     *
     * @return empty when the lease has run out or was closed: stop everything and open a new incarnation
     */
    Optional<Renewed> renew(Heartbeat heartbeat);

    /** Ends the lease of a worker that has let go of everything; what it still runs is lost, without a crash counted. */
    void closeLease(UUID worker);
}
