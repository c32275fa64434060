package io.trawl.discovery.content;

/**
 * How to read an object.
 *
 * @param delimiter between the cells of a CSV row; a space for other formats
 */
public record Shape(Format format, Encoding encoding, char delimiter) {
    static Shape of(Format format, Encoding encoding) {
        return new Shape(format, encoding, ' ');
    }

    /** How to read it given its size: a document too long to be read again in one go is read as text. */
    public Shape within(long size) {
        return format == Format.JSON && size > Limits.MAX_JSON_BYTES ? as(Format.TEXT) : this;
    }

    Shape as(Format other) {
        return new Shape(other, encoding, delimiter);
    }
}
