package io.trawl.engine.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * G4: a source never has more readers than its budget. An execution counts as a reader from its first read to the end
 * of its last one, zombies included; and nobody reads under a lease that has run out by its own clock.
 */
final class BudgetHolds implements Invariant {
    private static final String NAME = "BudgetHolds";

    private final Map<String, Integer> budgets;
    private final Map<String, List<Reader>> readers = new HashMap<>();
    private final Map<UUID, Reader> byExecution = new HashMap<>();

    private static final class Reader {
        final Execution execution;
        final long first;
        long last;

        Reader(Execution execution, long order) {
            this.execution = execution;
            this.first = order;
            this.last = order;
        }
    }

    BudgetHolds(Map<String, Integer> budgets) {
        this.budgets = budgets;
    }

    @Override
    public void onRead(ReadOfUnit read) {
        if (!read.execution().leased().getAsBoolean()) {
            throw new Violation(NAME, read + " begins although the lease has run out");
        }
        note(read.execution(), read.order());
    }

    @Override
    public void onStillReading(Execution execution, long order) {
        note(execution, order);
    }

    private void note(Execution execution, long order) {
        Reader reader = byExecution.computeIfAbsent(execution.id(), _ -> {
            Reader created = new Reader(execution, order);
            readers.computeIfAbsent(execution.source(), _ -> new ArrayList<>()).add(created);
            return created;
        });
        long since = reader.last;
        reader.last = order;
        // Only whoever read since this one did last can make the overlap larger than it was known to be.
        List<Reader> meanwhile = readers.get(execution.source()).stream()
                .filter(other -> other.last >= since)
                .toList();
        int budget = budgets.get(execution.source());
        if (meanwhile.size() > budget) {
            requireNoMoreThan(budget, meanwhile);
        }
    }

    private static void requireNoMoreThan(int budget, List<Reader> some) {
        for (Reader one : some) {
            List<Execution> atOnce = some.stream()
                    .filter(other -> other.first <= one.first && other.last >= one.first)
                    .map(other -> other.execution)
                    .toList();
            if (atOnce.size() > budget) {
                throw new Violation(NAME, "with a budget of " + budget + " there read at once " + atOnce);
            }
        }
    }
}
