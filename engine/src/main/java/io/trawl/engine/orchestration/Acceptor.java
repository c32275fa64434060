package io.trawl.engine.orchestration;

import io.trawl.engine.ledger.ProgressLedger;
import io.trawl.engine.ledger.ProgressLedger.Acceptance;
import io.trawl.engine.ledger.ProgressLedger.Verdict;
import io.trawl.engine.transport.Sender;
import io.trawl.schemas.Event;
import io.trawl.schemas.Report;
import java.util.List;

/** Puts reports before the ledger, one transaction per batch, and tells the world the facts. */
public final class Acceptor {
    private final ProgressLedger ledger;
    private final Sender<Event> events;
    private final Runnable wakeAssigner;
    private final EngineListener listener;

    public Acceptor(ProgressLedger ledger, Sender<Event> events, Runnable wakeAssigner, EngineListener listener) {
        this.ledger = ledger;
        this.events = events;
        this.wakeAssigner = wakeAssigner;
        this.listener = listener;
    }

    /**
     * @param reports at most {@link ProgressLedger#MAX_REPORTS}
     * @return one verdict per report, in order
     * @throws io.trawl.engine.ledger.LedgerUnavailable when nothing may have been taken; the same batch may come again
     */
    public List<Verdict> handle(List<Report> reports) {
        Acceptance acceptance = ledger.accept(reports);
        Facts.send(acceptance.events(), events, listener);
        int fenced = (int) acceptance.verdicts().stream()
                .filter(verdict -> verdict.kind() == Verdict.Kind.FENCED)
                .count();
        int accepted = (int) acceptance.verdicts().stream()
                .filter(verdict -> verdict.kind() == Verdict.Kind.ACCEPTED)
                .count();
        if (fenced > 0) {
            listener.fenced(fenced);
        }
        if (accepted > 0) {
            listener.accepted(accepted);
            wakeAssigner.run();
        }
        return acceptance.verdicts();
    }
}
