package io.trawl.engine.desk;

/** As many workers wait for tasks as may; the message says so. */
public final class DeskFull extends Exception {
    public DeskFull(String message) {
        super(message);
    }
}
