package io.trawl.engine.simulation;

/** A guarantee was broken. */
final class Violation extends AssertionError {
    private final String guarantee;

    Violation(String guarantee, String message) {
        super(guarantee + ": " + message);
        this.guarantee = guarantee;
    }

    String guarantee() {
        return guarantee;
    }
}
