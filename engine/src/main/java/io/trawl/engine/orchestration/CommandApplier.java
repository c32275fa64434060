package io.trawl.engine.orchestration;

import io.trawl.engine.ledger.CommandLedger;
import io.trawl.engine.ledger.CommandLedger.Applied;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Command;
import io.trawl.schemas.Event;
import java.util.List;

/** Puts proposals before the ledger, one transaction per batch. */
public final class CommandApplier {
    private final CommandLedger ledger;
    private final Sender<Event> events;
    private final Runnable wakeAssigner;
    private final EngineListener listener;

    public CommandApplier(CommandLedger ledger, Sender<Event> events, Runnable wakeAssigner, EngineListener listener) {
        this.ledger = ledger;
        this.events = events;
        this.wakeAssigner = wakeAssigner;
        this.listener = listener;
    }

    /** @param commands at most {@link CommandLedger#MAX_COMMANDS} */
    public void handle(List<Command> commands) {
        Applied applied = ledger.apply(commands);
        Facts.send(applied.events(), events, listener);
        if (applied.taken() > 0) {
            wakeAssigner.run();
        }
    }
}
