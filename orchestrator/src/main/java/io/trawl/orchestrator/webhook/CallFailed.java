package io.trawl.orchestrator.webhook;

/** A receiver was not told, for a reason that may be shown to who named it. */
final class CallFailed extends Exception {
    private final boolean lasting;

    private CallFailed(String message, boolean lasting) {
        super(message, null, false, false);
        this.lasting = lasting;
    }

    static CallFailed forNow(String message) {
        return new CallFailed(message, false);
    }

    static CallFailed forGood(String message) {
        return new CallFailed(message, true);
    }

    /** Whether trying again is of no use. */
    boolean lasting() {
        return lasting;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
