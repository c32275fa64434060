package io.trawl.engine.ledger;

/** The moves that rows of the ledger can make, as in the table of the architecture guide. */
public enum Transition {
    SUBMIT,
    CLAIM,
    START,
    RENEW,
    STAGE,
    ACCEPT,
    FINISH,
    SPLIT,
    SCHEDULE,
    LOSE,
    ABORT,
    REDISPATCH,
    CANCEL,
    PAUSE,
    RESUME,
    RETRY,
    LIMIT,
    COMPLETE,
    CONFIGURE
}
