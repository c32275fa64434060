package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.schemas.window.TimeWindow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How much of each source and each job is in use, counting what the plan has granted so far. */
final class Usage {
    private record SourceKey(String tenant, String source) {}

    private final Map<SourceKey, Integer> bySource = new HashMap<>();
    private final Map<UUID, Integer> byJob = new HashMap<>();
    private final Map<SourceKey, List<TimeWindow>> closed = new HashMap<>();
    private final Instant now;

    Usage(Backlog backlog) {
        now = backlog.now();
        backlog.openings().stream()
                .filter(opening -> !TimeWindow.open(opening.windows(), now))
                .forEach(opening -> closed.put(new SourceKey(opening.tenant(), opening.source()), opening.windows()));
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
        return !closed.containsKey(source(group)) && sourceLeft(group) > 0 && jobLeft(group) > 0;
    }

    /** Why its source is not read now, if its windows forbid it. */
    Optional<WaitReason> closed(Group group) {
        return Optional.ofNullable(closed.get(source(group)))
                .map(windows -> new WaitReason.OutsideWindow(group.key().source(), windows, now));
    }

    private static SourceKey source(Group group) {
        return new SourceKey(group.tenant(), group.key().source());
    }
}
