package io.trawl.cli.assembly;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.LedgerUnavailable;
import io.trawl.engine.orchestration.Acceptor;
import io.trawl.engine.orchestration.CommandApplier;
import io.trawl.engine.orchestration.LocalStreams;
import io.trawl.engine.orchestration.Loop;
import io.trawl.engine.orchestration.LoopThread;
import io.trawl.engine.orchestration.Signal;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import io.trawl.schemas.Report;
import io.trawl.worker.Worker;
import java.time.Duration;
import java.util.List;

/** The consumers of the in-memory queues, one bounded batch per turn. */
final class LocalLoops {
    private static final System.Logger LOG = System.getLogger(LocalLoops.class.getName());
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final int MAX_REPORTS_PER_TURN = 1_000;
    private static final int MAX_EVENTS_PER_TURN = 5_000;
    private static final int MAX_HEARTBEATS_PER_TURN = 100;

    private LocalLoops() {}

    /** A loop goes on after a failure. What the failure says is in no message: the log leaves out what may quote. */
    static void report(Loop loop, RuntimeException failure) {
        System.Logger.Level level =
                failure instanceof LedgerUnavailable ? System.Logger.Level.WARNING : System.Logger.Level.ERROR;
        LOG.log(level, "A turn of the " + loop.name() + " failed and is tried again.", failure);
    }

    /** For a loop that nobody wakes. */
    static LoopThread thread(Loop loop) {
        return new LoopThread(loop, new Signal(), LocalLoops::report);
    }

    /** Reports → ledger → verdicts back to the worker. */
    record Progress(LocalQueues queues, Acceptor acceptor, Worker worker) implements Loop {
        @Override
        public String name() {
            return "acceptor";
        }

        @Override
        public Duration runOnce() {
            try {
                List<Report> batch = queues.reports().poll(MAX_REPORTS_PER_TURN, WAIT);
                if (!batch.isEmpty()) {
                    // A batch the ledger did not answer is not kept: the worker sends unanswered reports again.
                    worker.acknowledge(acceptor.handle(batch));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Duration.ZERO;
        }
    }

    /** Facts and heartbeats → pipeliner and reaper. */
    record Streams(LocalQueues queues, LocalStreams streams) implements Loop {
        private static final Duration TICK = Duration.ofMillis(10);

        @Override
        public String name() {
            return "streams";
        }

        @Override
        public Duration runOnce() {
            try {
                List<Event> events = queues.events().poll(MAX_EVENTS_PER_TURN, TICK);
                long now = System.nanoTime() / 1_000_000;
                streams.onHeartbeats(queues.heartbeats().poll(MAX_HEARTBEATS_PER_TURN, Duration.ZERO), now);
                streams.onEvents(events, now);
                streams.tick(now);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Duration.ZERO;
        }
    }

    /** Proposals → ledger. */
    record Commands(LocalQueues queues, CommandApplier applier) implements Loop {
        @Override
        public String name() {
            return "commands";
        }

        @Override
        public Duration runOnce() {
            try {
                List<Command> batch = queues.commands().poll(CommandLedger.MAX_COMMANDS, WAIT);
                if (!batch.isEmpty()) {
                    applier.handle(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Duration.ZERO;
        }
    }
}
