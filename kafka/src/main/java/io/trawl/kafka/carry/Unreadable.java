package io.trawl.kafka.carry;

/** A record that is none of its topic's. The message is one sentence, without any value of the record. */
public final class Unreadable extends Exception {
    private final String reason;

    Unreadable(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
