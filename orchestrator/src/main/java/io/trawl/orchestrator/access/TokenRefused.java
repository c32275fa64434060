package io.trawl.orchestrator.access;

/** A token that is not made; the message is one sentence with the remedy. */
public final class TokenRefused extends Exception {
    private final String field;

    TokenRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** In the request, as JSON names it; empty when it is none of them. */
    public String field() {
        return field;
    }
}
