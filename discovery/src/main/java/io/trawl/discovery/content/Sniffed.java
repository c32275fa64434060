package io.trawl.discovery.content;

/** What the first bytes of an object say. */
public sealed interface Sniffed {
    /** It can be read. */
    record Readable(Shape shape) implements Sniffed {}

    /** It cannot, for one of {@link io.trawl.discovery.source.Reasons}. */
    record Refused(String reason) implements Sniffed {}

    /** There is nothing in it. */
    record Empty() implements Sniffed {}
}
