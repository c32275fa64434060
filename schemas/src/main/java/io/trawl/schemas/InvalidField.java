package io.trawl.schemas;

/**
 * A record refused a value. {@link #field()} names it in snake_case with dots; the message says why and what to do, and
 * never repeats the value itself.
 */
public final class InvalidField extends IllegalArgumentException {
    private final String field;
    private final String reason;

    /** {@code field} is empty when the document as a whole is meant. */
    public InvalidField(String field, String reason) {
        super((field.isEmpty() ? "The JSON" : "'" + field + "'") + " " + reason);
        this.field = field;
        this.reason = reason;
    }

    /** The offending field, in the JSON's own words: {@code limits.concurrency}; empty for the whole document. */
    public String field() {
        return field;
    }

    /** The message without its subject: {@code is missing}. */
    public String reason() {
        return reason;
    }

    /** The field as an RFC 6901 pointer: {@code /limits/concurrency}. A dot inside a map's key reads as one more step. */
    public String pointer() {
        String escaped = field.replace("~", "~0").replace("/", "~1");
        return escaped.isEmpty() ? "" : "/" + escaped.replace('.', '/');
    }
}
