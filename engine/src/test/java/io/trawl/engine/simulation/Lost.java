package io.trawl.engine.simulation;

import io.trawl.engine.ledger.AssignLedger.LeadershipLost;

/** Takes the refusal of a deposed leader through a call that may not throw it. */
final class Lost extends RuntimeException {
    private final LeadershipLost lost;

    Lost(LeadershipLost lost) {
        super(lost);
        this.lost = lost;
    }

    LeadershipLost lost() {
        return lost;
    }
}
