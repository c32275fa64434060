package io.trawl.engine.source;

/** The source was changed since the caller read it. */
public final class StaleSource extends Exception {
    public StaleSource() {
        super("The source was changed since it was read; read it again and repeat the change.");
    }
}
