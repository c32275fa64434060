package io.trawl.engine.schedule;

/** The id is taken. */
public final class ScheduleExists extends Exception {
    public ScheduleExists() {
        super("There is a schedule of this id already; change it with PUT, or choose another id.");
    }
}
