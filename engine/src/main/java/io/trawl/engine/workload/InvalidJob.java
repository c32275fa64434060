package io.trawl.engine.workload;

/** A job was refused. {@link #pointer()} is a JSON pointer into the request; the message says why and what to do. */
public final class InvalidJob extends Exception {
    private final String pointer;

    public InvalidJob(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    /** RFC 6901, for example {@code /sources/0/options/root}. */
    public String pointer() {
        return pointer;
    }
}
