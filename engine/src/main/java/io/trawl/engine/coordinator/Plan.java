package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import java.util.List;
import java.util.Map;

/** What may start now, and for every group with tasks left waiting, why. */
public record Plan(List<Grant> grants, Map<GroupKey, WaitReason> waits) {
    public Plan {
        grants = List.copyOf(grants);
        waits = Map.copyOf(waits);
    }
}
