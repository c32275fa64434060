package io.trawl.discovery.source;

/** A source's own refusal to give something: an outcome for that object, not a failure of the attempt. */
public final class Unreadable extends Exception {
    private final String reason;

    /** @param reason one of {@link Reasons} */
    public Unreadable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
