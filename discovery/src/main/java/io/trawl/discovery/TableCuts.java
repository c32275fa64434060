package io.trawl.discovery;

import io.trawl.discovery.source.Cuts;
import io.trawl.engine.workload.Output;
import io.trawl.schemas.Outcome;

/** Hands on the slices of one table. */
final class TableCuts implements Cuts {
    private static final int CHECKPOINT_EVERY = 200;

    private final String object;
    private final Output output;
    private int told;

    TableCuts(String object, Output output) {
        this.object = object;
        this.output = output;
    }

    @Override
    public void slice(String slice, String label, long weight, String cursor) {
        output.emit(new TableSliceBody(object, slice).record(label, weight));
        told++;
        if (told % CHECKPOINT_EVERY == 0) {
            output.checkpoint(cursor);
        }
    }

    @Override
    public void left(Outcome outcome, String reason, String column) {
        output.note(outcome, reason, TableRows.columnOf(object, column));
    }

    @Override
    public void busy() {
        output.heartbeat();
    }

    @Override
    public boolean stopped() {
        return output.isStopped();
    }
}
