package io.trawl.engine.ledger;

/** The idempotency key was used before, for another request. */
public final class IdempotencyConflict extends RuntimeException {
    public IdempotencyConflict(String key) {
        super("The idempotency key '" + key
                + "' was used before for another request; send the same body or a new key.");
    }
}
