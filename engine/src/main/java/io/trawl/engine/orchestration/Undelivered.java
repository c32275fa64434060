package io.trawl.engine.orchestration;

import io.trawl.engine.ledger.ReconcileLedger;
import io.trawl.engine.ledger.ReconcileLedger.Reconciled;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Event;
import io.trawl.schemas.WorkPacket;
import java.util.List;

/** Puts packets that the carrier gave up before the ledger: their attempts are lost at once, not after a bound. */
public final class Undelivered {
    private final ReconcileLedger ledger;
    private final Sender<Event> events;
    private final Runnable wakeAssigner;
    private final EngineListener listener;

    public Undelivered(ReconcileLedger ledger, Sender<Event> events, Runnable wakeAssigner, EngineListener listener) {
        this.ledger = ledger;
        this.events = events;
        this.wakeAssigner = wakeAssigner;
        this.listener = listener;
    }

    /**
     * @param packets at most {@link ReconcileLedger#MAX_PACKETS}
     * @throws io.trawl.engine.ledger.LedgerUnavailable when nothing may have been taken; the same batch may come again
     */
    public void handle(List<WorkPacket> packets) {
        Reconciled lost = ledger.undeliverable(packets);
        Facts.send(lost.events(), events, listener);
        if (lost.rows() > 0) {
            listener.lost("undeliverable", lost.rows());
            wakeAssigner.run();
        }
    }
}
