package io.trawl.engine.ledger;

import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import java.util.List;

/** Disposes of what Pipeliner and Reaper propose. */
public interface CommandLedger {
    /** Most commands in one call. */
    int MAX_COMMANDS = 2_000;

    /**
     * Applies what still holds and ignores the rest.
     *
     * <ul>
     *   <li><b>schedule</b>: only if each range starts exactly where the scheduled part of its chunk ends, the job is
     *       RUNNING or PAUSED, and a BARRIER phase is released: one PENDING task, whole or not at all.
     *   <li><b>lose worker</b>: only if its {@code lease_until < now}: RUNNING → PENDING from the checkpoint (crash
     *       counted), ABORTING → released.
     *   <li><b>abort attempt</b>: RUNNING with this attempt → ABORTING.
     * </ul>
     *
     * @return the facts to send
     */
    Applied apply(List<Command> commands);

    /** @param taken commands that changed something */
    record Applied(int taken, List<Event> events) {}
}
