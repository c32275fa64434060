package io.trawl.engine.testkit;

import io.trawl.engine.ledger.WorkerLedger.WorkerInfo;

/** The lease of one incarnation of a worker. */
final class LeaseRow {
    final WorkerInfo worker;
    long until;
    int slots;
    boolean closed;

    LeaseRow(WorkerInfo worker, long until) {
        this.worker = worker;
        this.until = until;
        this.slots = worker.slots();
    }

    boolean alive(long now) {
        return !closed && until >= now;
    }
}
