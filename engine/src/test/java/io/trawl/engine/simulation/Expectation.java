package io.trawl.engine.simulation;

import io.trawl.engine.simulation.EchoTree.Echo;
import io.trawl.engine.simulation.EchoTree.Temper;
import io.trawl.engine.simulation.EchoTree.Unit;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.Gap;
import io.trawl.schemas.Outcome;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.RecordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an undisturbed run of a job gives: computed from the tree, not with the engine. */
final class Expectation {
    private final EchoTree tree;
    private final List<String> leaves = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Receipt.Line> lines = new ArrayList<>();

    private Expectation(EchoTree tree) {
        this.tree = tree;
    }

    static Expectation of(EchoTree tree, List<String> phases, List<String> sources) {
        Expectation expectation = new Expectation(tree);
        Map<String, List<String>> arrived = new TreeMap<>();
        sources.forEach(source -> arrived.put(source, List.of(source)));
        for (int phase = 0; phase < phases.size(); phase++) {
            for (Map.Entry<String, List<String>> at : arrived.entrySet()) {
                Coverage coverage = expectation.new Coverage(phase, phases.get(phase), at.getKey());
                at.setValue(coverage.follow(at.getValue()));
                expectation.lines.add(coverage.line());
            }
        }
        return expectation;
    }

    /** Source and key of every result, each once. */
    List<String> leaves() {
        return leaves;
    }

    List<Gap> gaps() {
        return gaps;
    }

    /** In order of phase, then source. */
    List<Receipt.Line> lines() {
        return lines;
    }

    /** Of one phase and source. */
    private final class Coverage {
        private final int phase;
        private final String phaseName;
        private final String source;
        private final Map<Outcome, Map<String, Long>> counts = new TreeMap<>();
        private final List<String> next = new ArrayList<>();
        private long discovered;
        private long bytes;

        Coverage(int phase, String phaseName, String source) {
            this.phase = phase;
            this.phaseName = phaseName;
            this.source = source;
        }

        List<String> follow(List<String> records) {
            for (String name : records) {
                discovered++;
                Echo echo = tree.echo(phase, name);
                bytes += echo.kept();
                echo.units().subList(0, echo.kept()).forEach(this::keep);
                settle(echo, name);
            }
            return next;
        }

        private void keep(Unit unit) {
            switch (unit) {
                case Unit.Child child -> next.add(child.record().name());
                case Unit.Leaf leaf -> leaves.add(source + "|" + leaf.key());
                case Unit.Note note -> {
                    discovered++;
                    count(note.outcome(), note.reason(), note.name());
                }
            }
        }

        private void settle(Echo echo, String name) {
            if (echo.temper() == Temper.POISON) {
                count(Outcome.FAILED, "error:Poison", name);
            } else if (echo.temper() == Temper.DEADLY) {
                count(Outcome.FAILED, "worker_crash", name);
            } else {
                switch (echo.outcome()) {
                    case RecordOutcome.Processed _ -> count(Outcome.PROCESSED, "", name);
                    case RecordOutcome.Skipped skip -> count(Outcome.SKIPPED, skip.reason(), name);
                    case RecordOutcome.Failed failure -> count(Outcome.FAILED, failure.reason(), name);
                    case RecordOutcome.Excluded exclusion -> count(Outcome.EXCLUDED, exclusion.rule(), name);
                }
            }
        }

        private void count(Outcome outcome, String reason, String name) {
            counts.computeIfAbsent(outcome, _ -> new TreeMap<>()).merge(reason, 1L, Long::sum);
            if (outcome != Outcome.PROCESSED) {
                gaps.add(new Gap(phaseName, source, outcome, reason, name));
            }
        }

        private Map<String, Long> by(Outcome outcome) {
            return counts.getOrDefault(outcome, Map.of());
        }

        private long total(Outcome outcome) {
            return by(outcome).values().stream().mapToLong(Long::longValue).sum();
        }

        Receipt.Line line() {
            RecordCounts records = new RecordCounts(
                    discovered,
                    total(Outcome.PROCESSED),
                    total(Outcome.SKIPPED),
                    total(Outcome.FAILED),
                    total(Outcome.EXCLUDED));
            return new Receipt.Line(
                    phaseName, source, records, by(Outcome.SKIPPED), by(Outcome.FAILED), by(Outcome.EXCLUDED), bytes);
        }
    }
}
