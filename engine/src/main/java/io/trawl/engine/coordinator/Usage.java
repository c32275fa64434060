package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How much of each source and each job is in use, counting what the plan has granted so far. */
final class Usage {
    private record SourceKey(String tenant, String source) {}

    private final Map<SourceKey, Integer> bySource = new HashMap<>();
    private final Map<UUID, Integer> byJob = new HashMap<>();

    Usage(Backlog backlog) {
        backlog.groups().forEach(group -> take(group, group.inFlight()));
    }

    void take(Group group, int tasks) {
        bySource.merge(source(group), tasks, Integer::sum);
        byJob.merge(group.key().jobId(), tasks, Integer::sum);
    }

    int ofJob(Group group) {
        return byJob.getOrDefault(group.key().jobId(), 0);
    }

    int sourceLeft(Group group) {
        return group.sourceBudget() - bySource.getOrDefault(source(group), 0);
    }

    int jobLeft(Group group) {
        Integer limit = group.jobLimit();
        return limit == null ? Integer.MAX_VALUE : limit - ofJob(group);
    }

    boolean allows(Group group) {
        return sourceLeft(group) > 0 && jobLeft(group) > 0;
    }

    private static SourceKey source(Group group) {
        return new SourceKey(group.tenant(), group.key().source());
    }
}
