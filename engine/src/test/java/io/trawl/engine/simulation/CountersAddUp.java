package io.trawl.engine.simulation;

import io.trawl.engine.testkit.InMemoryLedger;
import io.trawl.engine.testkit.LedgerSnapshot;
import io.trawl.engine.testkit.LedgerSnapshot.Counter;
import io.trawl.engine.testkit.LedgerSnapshot.Task;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The counters say at any time what the rows say, no source is over its budget, and at the end no row is left open. */
final class CountersAddUp implements Invariant {
    private static final String NAME = "CountersAddUp";

    private final Map<String, Integer> budgets;

    CountersAddUp(Map<String, Integer> budgets) {
        this.budgets = budgets;
    }

    @Override
    public void meanwhile(LedgerSnapshot rows) {
        for (Counter counter : rows.counters()) {
            long open = count(rows, counter, task -> !task.state().terminal());
            long inFlight = count(rows, counter, task -> task.state().inFlight());
            require(counter.open() == open, counter + " is open for " + open + " tasks");
            require(counter.inFlight() == inFlight, counter + " counts in flight " + inFlight + " tasks");
            require(counter.records().open() >= 0, counter + " has more outcomes than records");
        }
        budgets.forEach((source, budget) -> {
            long inFlight = rows.counters().stream()
                    .filter(counter -> counter.source().equals(source))
                    .mapToLong(Counter::inFlight)
                    .sum();
            require(inFlight <= budget, source + " has " + inFlight + " in flight with a budget of " + budget);
        });
    }

    private static long count(LedgerSnapshot rows, Counter counter, Predicate<Task> which) {
        return rows.tasks().stream()
                .filter(task -> task.jobId().equals(counter.jobId()))
                .filter(task -> task.phase() == counter.phase() && task.source().equals(counter.source()))
                .filter(which)
                .count();
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
