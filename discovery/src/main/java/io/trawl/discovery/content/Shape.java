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

    Shape as(Format other) {
        return new Shape(other, encoding, delimiter);
    }
}
