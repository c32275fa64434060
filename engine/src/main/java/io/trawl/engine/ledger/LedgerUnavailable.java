package io.trawl.engine.ledger;

/** The ledger did not answer, or not in time: the call may or may not have taken effect. Repeat it. */
public final class LedgerUnavailable extends RuntimeException {
    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerUnavailable(String message) {
        super(message);
    }
}
