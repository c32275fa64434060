package io.trawl.schemas;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code POST /report_heartbeat}.
 *
 * @param alive false when the lease has run out or was closed: stop everything and open one for a new incarnation
 * @param length of the lease from the moment the request was sent; told when it is opened
 * @param standings one per attempt that was listed, when it is renewed
 */
public record LeaseAnswer(boolean alive, @Nullable Duration length, List<LeaseStanding> standings) {
    public LeaseAnswer {
        standings = Checks.list(standings, "standings");
    }
}
