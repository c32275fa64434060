package io.trawl.engine.simulation;

import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a job finds: a tree that follows from the names of its records alone, so that what an undisturbed run would
 * give can be computed without running anything.
 *
 * @param salt makes the trees of jobs differ
 * @param deadly name of the record that kills every worker that touches it; null is none
 */
record EchoTree(long salt, @Nullable String deadly) {
    static final int PHASES = 3;

    /** How a record behaves at its unit {@link Echo#at}. */
    enum Temper {
        CALM,
        /** Fails the first time. */
        FLAKY,
        /** Fails always. */
        POISON,
        /** Takes the worker with it, always. */
        DEADLY
    }

    /** One read of the source, and what comes of it. */
    sealed interface Unit {
        record Child(Record record) implements Unit {}

        record Note(Outcome outcome, String reason, String name) implements Unit {}

        record Leaf(String kind, String key, String body) implements Unit {}
    }

    /** @param stride units between two checkpoints inside the record */
    record Echo(List<Unit> units, int stride, Temper temper, int at, RecordOutcome outcome) {
        /** Units that count in the end: a record that always fails keeps what it said up to its last checkpoint. */
        int kept() {
            return temper == Temper.CALM || temper == Temper.FLAKY ? units.size() : at / stride * stride;
        }
    }

    static EchoTree of(JobRequest request) {
        Map<String, Object> options = request.options();
        Object deadly = options.get("deadly");
        return new EchoTree(((Number) options.get("salt")).longValue(), deadly == null ? null : deadly.toString());
    }

    Map<String, Object> options() {
        return deadly == null ? Map.of("salt", salt) : Map.of("salt", salt, "deadly", deadly);
    }

    Echo echo(int phase, String name) {
        SplittableRandom random = new SplittableRandom(salt * 1_000_003 + name.hashCode() * 31L + phase);
        random.nextLong();
        RecordOutcome outcome = outcome(phase, random);
        int size = switch (phase) {
            case 0 -> 4 + random.nextInt(9);
            case 1 -> outcome == RecordOutcome.PROCESSED ? random.nextInt(4) : 0;
            default -> 1 + random.nextInt(2);
        };
        List<Unit> units = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            units.add(unit(phase, name + "." + k, random));
        }
        int stride = 1 + random.nextInt(3);
        if (name.equals(deadly) && size > 0) {
            return new Echo(units, stride, Temper.DEADLY, 0, outcome);
        }
        Temper temper = size == 0 ? Temper.CALM : temper(phase, random);
        return new Echo(units, stride, temper, size == 0 ? 0 : random.nextInt(size), outcome);
    }

    private static RecordOutcome outcome(int phase, SplittableRandom random) {
        int roll = random.nextInt(24);
        if (phase == 0 || roll > 3) {
            return RecordOutcome.PROCESSED;
        }
        return switch (roll) {
            case 0 -> RecordOutcome.skipped("locked");
            case 1 -> RecordOutcome.failed("denied");
            default -> RecordOutcome.excluded("rule:temporary");
        };
    }

    private static Unit unit(int phase, String name, SplittableRandom random) {
        if (random.nextInt(12) == 0) {
            return random.nextBoolean()
                    ? new Unit.Note(Outcome.EXCLUDED, "rule:hidden", name)
                    : new Unit.Note(Outcome.SKIPPED, "binary", name);
        }
        return phase == PHASES - 1
                ? new Unit.Leaf("leaf", name, "{\"n\":1}")
                : new Unit.Child(new Record(name, 1 + random.nextInt(5), name));
    }

    private static Temper temper(int phase, SplittableRandom random) {
        int roll = random.nextInt(phase == 0 ? 40 : 30);
        return roll == 0 ? Temper.POISON : roll < 3 ? Temper.FLAKY : Temper.CALM;
    }
}
