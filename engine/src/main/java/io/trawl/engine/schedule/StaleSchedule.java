package io.trawl.engine.schedule;

/** The schedule was changed since the caller read it. */
public final class StaleSchedule extends Exception {
    public StaleSchedule() {
        super("The schedule was changed since it was read; read it again and repeat the change.");
    }
}
