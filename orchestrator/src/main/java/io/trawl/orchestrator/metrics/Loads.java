package io.trawl.orchestrator.metrics;

import io.trawl.engine.coordinator.Demand;
import io.trawl.engine.ledger.AssignLedger.Backlog;
import io.trawl.engine.ledger.AssignLedger.Group;
import io.trawl.schemas.PoolView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A backlog added up by pool and by source: the busiest ones by name, the rest in one line each. */
record Loads(List<PoolLoad> pools, List<SourceLoad> sources) {
    static final int MAX_SOURCES = 100;

    record PoolLoad(String name, long pending, long runnable, long inFlight, long slots, long workers, long wanted) {
        static PoolLoad of(String name, PoolView pool) {
            return new PoolLoad(
                    name,
                    pool.pending(),
                    pool.runnable(),
                    pool.inFlight(),
                    pool.slots(),
                    pool.workers(),
                    pool.wantedWorkers());
        }

        PoolLoad plus(PoolLoad other) {
            return new PoolLoad(
                    name,
                    pending + other.pending,
                    runnable + other.runnable,
                    inFlight + other.inFlight,
                    slots + other.slots,
                    workers + other.workers,
                    wanted + other.wanted);
        }
    }

    record SourceLoad(String name, long inFlight, long budget, long pending) {
        SourceLoad plus(SourceLoad other) {
            return new SourceLoad(name, inFlight + other.inFlight, budget + other.budget, pending + other.pending);
        }

        /** Groups of one source all tell its one budget. */
        SourceLoad sharingBudget(SourceLoad other) {
            return new SourceLoad(
                    name, inFlight + other.inFlight, Math.max(budget, other.budget), pending + other.pending);
        }
    }

    private record TenantSource(String tenant, String source) {}

    static Loads of(Backlog backlog) {
        return new Loads(poolsOf(backlog), sourcesOf(backlog));
    }

    private static List<PoolLoad> poolsOf(Backlog backlog) {
        List<PoolView> busiest = Demand.of(backlog).stream()
                .sorted(Comparator.comparingLong(PoolView::pending).reversed())
                .toList();
        List<PoolLoad> shown = new ArrayList<>();
        busiest.stream()
                .limit(EngineMetrics.MAX_POOLS)
                .map(pool -> PoolLoad.of(pool.pool(), pool))
                .forEach(shown::add);
        busiest.stream()
                .skip(EngineMetrics.MAX_POOLS)
                .map(pool -> PoolLoad.of(Labels.OTHER, pool))
                .reduce(PoolLoad::plus)
                .ifPresent(shown::add);
        return shown;
    }

    private static List<SourceLoad> sourcesOf(Backlog backlog) {
        Map<TenantSource, SourceLoad> perTenant = new LinkedHashMap<>();
        for (Group group : backlog.groups()) {
            String source = group.key().source();
            perTenant.merge(
                    new TenantSource(group.tenant(), source),
                    new SourceLoad(source, group.inFlight(), group.sourceBudget(), group.pending()),
                    SourceLoad::sharingBudget);
        }
        List<SourceLoad> busiest = perTenant.values().stream()
                .sorted(Comparator.comparingLong(SourceLoad::inFlight)
                        .thenComparingLong(SourceLoad::pending)
                        .reversed())
                .toList();
        Map<String, SourceLoad> shown = new LinkedHashMap<>();
        for (SourceLoad load : busiest) {
            boolean named = shown.containsKey(load.name()) || shown.size() < MAX_SOURCES;
            String name = named ? load.name() : Labels.OTHER;
            shown.merge(name, new SourceLoad(name, load.inFlight(), load.budget(), load.pending()), SourceLoad::plus);
        }
        return List.copyOf(shown.values());
    }
}
