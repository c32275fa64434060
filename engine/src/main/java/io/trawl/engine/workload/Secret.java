package io.trawl.engine.workload;

/** The value behind a credential reference. It shows itself to nobody who does not ask for it by name. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** To be handed to the source, and kept nowhere. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
