package io.trawl.schemas;

/** A record refused a value. {@link #field()} names it in snake_case with dots; the message says why and what to do. */
public final class InvalidField extends IllegalArgumentException {
    private final String field;

    public InvalidField(String field, String reason) {
        super("'" + field + "' " + reason);
        this.field = field;
    }

    /** The offending field, in the JSON's own words: {@code limits.concurrency}. */
    public String field() {
        return field;
    }
}
