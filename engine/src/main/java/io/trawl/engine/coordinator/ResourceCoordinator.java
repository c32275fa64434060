package io.trawl.engine.coordinator;

import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Grant;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.engine.ledger.AssignLedger.GroupKey;
import io.trawl.engine.ledger.AssignLedger.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says which pending tasks may start now: free slots of live workers are shared between jobs in proportion to their
 * weights (2 to the power of the priority), so that a small job behind a huge one starts at once, within the budget of
 * each source over all jobs and the limit of each job. The ledger checks the budget again when it claims.
 *
 * <p>The plan is a pure function of the backlog, but for one memory: which job was served last, to break ties in turn.
 * Not safe for several threads.
 */
public final class ResourceCoordinator {
    private final Map<UUID, Double> served = new HashMap<>();

    public Plan plan(Backlog backlog) {
        forgetGoneJobs(backlog);
        Map<String, Pool> pools = backlog.pools().stream().collect(Collectors.toMap(Pool::name, Function.identity()));
        Map<String, List<Group>> byPool = backlog.groups().stream().collect(Collectors.groupingBy(Group::pool));
        Usage usage = new Usage(backlog);
        List<Grant> grants = new ArrayList<>();
        Map<GroupKey, WaitReason> waits = new HashMap<>();
        byPool.forEach((name, groups) -> {
            Pool pool = pools.getOrDefault(name, new Pool(name, 0, 0));
            PoolPlan plan = planPool(pool, groups, usage);
            grants.addAll(plan.grants());
            waits.putAll(plan.waits());
        });
        return new Plan(grants, waits);
    }

    private record PoolPlan(List<Grant> grants, Map<GroupKey, WaitReason> waits) {}

    private PoolPlan planPool(Pool pool, List<Group> groups, Usage usage) {
        int inFlight = groups.stream().mapToInt(Group::inFlight).sum();
        boolean soloRuns = groups.stream().anyMatch(Group::soloInFlight);
        List<Group> soloDue = groups.stream()
                .filter(g -> g.claimable() && g.soloDue() && usage.allows(g))
                .toList();
        if (pool.slots() > 0 && (soloRuns || !soloDue.isEmpty())) {
            // A task that may kill its worker must not take innocent ones with it: the pool runs dry first.
            boolean dry = inFlight == 0;
            List<Grant> grant = dry ? List.of(new Grant(soloDue.getFirst().key(), 1, true)) : List.of();
            return new PoolPlan(grant, explain(groups, g -> new WaitReason.Solo(pool.name())));
        }
        Share share = new Share(groups, usage, served);
        int free = Math.max(0, pool.slots() - inFlight);
        List<Grant> grants = share.grant(free);
        Set<UUID> busy = groups.stream()
                .filter(g -> usage.ofJob(g) > 0)
                .map(g -> g.key().jobId())
                .collect(Collectors.toSet());
        return new PoolPlan(grants, explain(groups, g -> reason(g, pool, usage, busy)));
    }

    private static Map<GroupKey, WaitReason> explain(List<Group> groups, Function<Group, WaitReason> why) {
        return groups.stream().filter(g -> g.pending() > 0).collect(Collectors.toMap(Group::key, why));
    }

    /** @param busy jobs that have slots of the pool */
    private static WaitReason reason(Group group, Pool pool, Usage usage, Set<UUID> busy) {
        if (!group.claimable()) {
            return new WaitReason.JobNotRunning();
        }
        if (group.due() == 0 && group.nextDue() != null) {
            return new WaitReason.Backoff(group.nextDue());
        }
        WaitReason closed = usage.closed(group).orElse(null);
        if (closed != null) {
            return closed;
        }
        if (usage.sourceLeft(group) <= 0) {
            return new WaitReason.SourceBudget(group.key().source(), group.sourceBudget());
        }
        Integer limit = group.jobLimit();
        if (limit != null && usage.jobLeft(group) <= 0) {
            return new WaitReason.JobLimit(limit);
        }
        if (pool.workers() == 0) {
            return new WaitReason.NoWorker(pool.name());
        }
        int others = busy.size() - (busy.contains(group.key().jobId()) ? 1 : 0);
        return others == 0
                ? new WaitReason.NoFreeSlot(pool.name(), pool.slots())
                : new WaitReason.FairShare(pool.name(), pool.slots(), others);
    }

    private void forgetGoneJobs(Backlog backlog) {
        served.keySet()
                .retainAll(backlog.groups().stream().map(g -> g.key().jobId()).collect(Collectors.toSet()));
    }
}
