package io.trawl.engine.desk;

import io.trawl.schemas.InputsPage;
import io.trawl.schemas.InputsRequest;
import io.trawl.schemas.LeaseAnswer;
import io.trawl.schemas.LeaseRequest;
import io.trawl.schemas.ProgressAnswer;
import io.trawl.schemas.ProgressUpdate;
import io.trawl.schemas.TaskGrants;
import io.trawl.schemas.TaskRequest;
import io.trawl.schemas.TollAnswer;
import io.trawl.schemas.TollRequest;

/**
 * What a worker asks from afar. Every call may be repeated. One that throws
 * {@link io.trawl.engine.ledger.LedgerUnavailable}, or whose answer is lost, may or may not have taken effect.
 */
public interface WorkerProtocol {
    /**
     * Takes packets of the worker's pool and starts them; waits for the first.
     *
     * @throws DeskFull when too many wait already
     */
    TaskGrants tasks(TaskRequest request) throws DeskFull, InterruptedException;

    /** Stages rows, then judges reports. */
    ProgressAnswer progress(ProgressUpdate update);

    /** Opens, renews or closes a lease. */
    LeaseAnswer lease(LeaseRequest request);

    /** Inputs of an attempt that the worker runs. */
    InputsPage inputs(InputsRequest request);

    /** A turn in the rates of a source. */
    TollAnswer pay(TollRequest request);

    /** Lets go of everybody who waits, and gives out nothing more: the host is about to stop. */
    void quiesce();
}
