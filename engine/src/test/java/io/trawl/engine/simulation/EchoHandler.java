package io.trawl.engine.simulation;

import io.trawl.engine.simulation.EchoTree.Echo;
import io.trawl.engine.simulation.EchoTree.Unit;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.PhaseHandler;
import io.trawl.engine.workload.Record;
import io.trawl.engine.workload.RecordOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tree, one unit after the other. It asks whether to go on only after stretches of its own: that nothing is
 * read right after a call of the engine which took too long is the engine's business.
 */
final class EchoHandler implements PhaseHandler {
    private final EchoTree tree;
    private final int phase;
    private final Execution execution;
    private final Observations observations;
    private final Surprises surprises;
    private long position;

    /** What a record may do to the thread and the process that reads it. */
    interface Surprises {
        /** In the middle of a read, which may last. */
        void duringRead();

        /** Between two reads. Returns whether time has passed. */
        boolean betweenReads();

        /** The handler throws. */
        void fail();

        /** The process dies of what it reads. */
        void kill();
    }

    /** The only failure this workload knows. */
    static final class Poison extends Exception {
        Poison() {
            super("cannot be read", null, false, false);
        }
    }

    EchoHandler(
            EchoTree tree,
            int phase,
            long position,
            Execution execution,
            Observations observations,
            Surprises surprises) {
        this.tree = tree;
        this.phase = phase;
        this.position = position;
        this.execution = execution;
        this.observations = observations;
        this.surprises = surprises;
    }

    @Override
    public RecordOutcome process(Record record, @Nullable String cursor, Output output) throws Poison {
        Echo echo = tree.echo(phase, record.name());
        for (int k = cursor == null ? 0 : Integer.parseInt(cursor);
                k < echo.units().size();
                k++) {
            read(record, echo, k);
            output.read(1);
            say(echo.units().get(k), output);
            if ((k + 1) % echo.stride() == 0) {
                output.checkpoint(Integer.toString(k + 1));
            }
            if (surprises.betweenReads()) {
                output.heartbeat();
            }
        }
        position++;
        return echo.outcome();
    }

    private void read(Record record, Echo echo, int k) throws Poison {
        observations.read(execution, position, k, record.name());
        surprises.duringRead();
        observations.stillReading(execution);
        if (k != echo.at()) {
            return;
        }
        switch (echo.temper()) {
            case CALM -> {}
            case FLAKY -> {
                if (observations.firstTime(execution, record.name())) {
                    surprises.fail();
                    throw new Poison();
                }
            }
            case POISON -> {
                surprises.fail();
                throw new Poison();
            }
            case DEADLY -> surprises.kill();
        }
    }

    private static void say(Unit unit, Output output) {
        switch (unit) {
            case Unit.Child child -> output.emit(child.record());
            case Unit.Leaf leaf -> output.publish(leaf.kind(), leaf.key(), leaf.body());
            case Unit.Note note -> output.note(note.outcome(), note.reason(), note.name());
        }
    }
}
