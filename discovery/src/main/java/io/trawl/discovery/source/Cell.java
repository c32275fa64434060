package io.trawl.discovery.source;

/** What stands in one cell of one row. */
public sealed interface Cell {
    /** Text, or what the source shows as text. */
    record Text(String text) implements Cell {}

    /** A document; when it is only the beginning of one, what is there counts. */
    record Json(String text) implements Cell {}

    /** Bytes that may be text or not. */
    record Bytes(byte[] bytes) implements Cell {}
}
