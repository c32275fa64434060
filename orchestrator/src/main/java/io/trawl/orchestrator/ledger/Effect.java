package io.trawl.orchestrator.ledger;

import io.trawl.schemas.Event;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a transaction did.
 *
 * @param rows it moved
 * @param quiet jobs that may have come to an end by it; {@link Completion} looks at them in a transaction of its own
 */
record Effect(int rows, List<Event> events, Set<UUID> quiet) {
    static final Effect NONE = new Effect(0, List.of(), Set.of());
}
