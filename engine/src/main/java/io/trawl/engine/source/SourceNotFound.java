package io.trawl.engine.source;

/** The tenant has no registered source of this id. */
public final class SourceNotFound extends Exception {
    public SourceNotFound() {
        super("There is no source of this id; GET /sources lists those there are.");
    }
}
