package io.trawl.engine.ledger;

import io.trawl.schemas.Page;
import io.trawl.schemas.WorkerView;
import org.jspecify.annotations.Nullable;

/** Workers as operators see them. They belong to no tenant. */
@FunctionalInterface
public interface FleetLedger {
    /**
     * Those that joined last first.
     *
     * @param pool null is every pool
     * @param alive null is both: leases that hold and leases that are over
     * @param limit 1 to {@link Page#MAX_LIMIT}
     * @throws IllegalArgumentException for a cursor that this listing did not give
     */
    Page<WorkerView> workers(@Nullable String pool, @Nullable Boolean alive, @Nullable String cursor, int limit);
}
