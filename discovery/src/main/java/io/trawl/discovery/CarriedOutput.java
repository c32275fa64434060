package io.trawl.discovery;

import io.trawl.discovery.content.Outside;
import io.trawl.engine.workload.Output;
import io.trawl.engine.workload.Record;
import io.trawl.schemas.Outcome;

/** An output whose exceptions no parser can take for its own. */
record CarriedOutput(Output output) implements Output {
    @Override
    public void emit(Record record) {
        carry(() -> output.emit(record));
    }

    @Override
    public void publish(String kind, String key, String body) {
        carry(() -> output.publish(kind, key, body));
    }

    @Override
    public void note(Outcome outcome, String reason, String name) {
        carry(() -> output.note(outcome, reason, name));
    }

    @Override
    public void pay(long bytes, long rows) {
        carry(() -> output.pay(bytes, rows));
    }

    @Override
    public void took(long millis, long bytes) {
        carry(() -> output.took(millis, bytes));
    }

    @Override
    public void read(long bytes) {
        carry(() -> output.read(bytes));
    }

    @Override
    public void checkpoint(String cursor) {
        carry(() -> output.checkpoint(cursor));
    }

    @Override
    public void heartbeat() {
        carry(output::heartbeat);
    }

    @Override
    public boolean isStopped() {
        return output.isStopped();
    }

    private static void carry(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw new Outside(e);
        }
    }
}
