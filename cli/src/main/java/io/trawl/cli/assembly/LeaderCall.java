package io.trawl.cli.assembly;

import io.trawl.engine.orchestration.Assigner;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.orchestrator.ledger.WakeUps;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Wakes the assigner that leads: this process's, or through the database that of another. However often it is asked for,
 * one call is under way at a time.
 */
final class LeaderCall implements Runnable, AutoCloseable {
    private static final Duration NOBODY_ASKS = Duration.ofMinutes(1);

    private final Assigner assigner;
    private final Signal assign;
    private final Signal away = new Signal();
    private final Parts parts = new Parts();

    private LeaderCall(Assigner assigner, Signal assign) {
        this.assigner = assigner;
        this.assign = assign;
    }

    /** @param assign wakes the assigner of this process */
    static LeaderCall open(DataSource database, Assigner assigner, Signal assign) {
        LeaderCall call = new LeaderCall(assigner, assign);
        WakeUps heard = call.parts.opened(new WakeUps(database, call::here));
        call.parts.opened(new LoopThread(heard, new Signal(), LocalLoops::report).start());
        call.parts.opened(new LoopThread(new Away(database), call.away, LocalLoops::report).start());
        return call;
    }

    private record Away(DataSource database) implements Loop {
        @Override
        public String name() {
            return "leader-call";
        }

        @Override
        public Duration runOnce() {
            WakeUps.call(database);
            return NOBODY_ASKS;
        }
    }

    private void here() {
        if (assigner.leads()) {
            assign.raise();
        }
    }

    @Override
    public void run() {
        if (assigner.leads()) {
            assign.raise();
        } else {
            away.raise();
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
