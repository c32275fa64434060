package io.trawl.engine.source;

/** The id is taken. */
public final class SourceExists extends Exception {
    public SourceExists() {
        super("A source of this id is registered already; change it with PUT, or choose another id.");
    }
}
