package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.engine.testkit.LedgerSnapshot.Counter;
import io.trawl.engine.testkit.LedgerSnapshot.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The counters say at any time what the rows say, no source is over its budget, and at the end no row is left open. */
final class CountersAddUp implements Invariant {
    private static final String NAME = "CountersAddUp";

    private final Map<String, Integer> budgets;

    private record Place(UUID jobId, int phase, String source) {}

    CountersAddUp(Map<String, Integer> budgets) {
        this.budgets = budgets;
    }

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        Map<Place, Integer> openAt = new HashMap<>();
        Map<Place, Integer> inFlightAt = new HashMap<>();
        for (Task task : rows.tasks()) {
            Place place = new Place(task.jobId(), task.phase(), task.source());
            openAt.merge(place, task.state().terminal() ? 0 : 1, Integer::sum);
            inFlightAt.merge(place, task.state().inFlight() ? 1 : 0, Integer::sum);
        }
        for (Counter counter : rows.counters()) {
            Place place = new Place(counter.jobId(), counter.phase(), counter.source());
            int open = openAt.getOrDefault(place, 0);
            int inFlight = inFlightAt.getOrDefault(place, 0);
            require(counter.open() == open, counter + " is open for " + open + " tasks");
            require(counter.inFlight() == inFlight, counter + " counts in flight " + inFlight + " tasks");
            require(counter.records().open() >= 0, counter + " has more outcomes than records");
        }
        rows.jobs().stream().filter(job -> job.state().terminal()).forEach(job -> requireClosed(rows, job));
        budgets.forEach((source, budget) -> {
            long inFlight = rows.counters().stream()
                    .filter(counter -> counter.source().equals(source))
                    .mapToLong(Counter::inFlight)
                    .sum();
            require(inFlight <= budget, source + " has " + inFlight + " in flight with a budget of " + budget);
        });
    }

    private static void requireClosed(LedgerSnapshot rows, LedgerSnapshot.Job job) {
        rows.counters().stream()
                .filter(counter -> counter.jobId().equals(job.jobId()))
                .forEach(counter -> require(counter.open() == 0, job + " has ended with " + counter));
    }

    @Override
    public void atEnd(InMemoryLedger ledger, LedgerSnapshot rows, List<SimJob> jobs) {
        meanwhile(rows);
        rows.tasks().forEach(task -> require(task.state().terminal(), task + " is left open"));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new Violation(NAME, otherwise);
        }
    }
}
