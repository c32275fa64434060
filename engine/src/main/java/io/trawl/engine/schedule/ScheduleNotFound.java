package io.trawl.engine.schedule;

/** The tenant has no schedule of this id. */
public final class ScheduleNotFound extends Exception {
    public ScheduleNotFound() {
        super("There is no schedule of this id; GET /schedules lists those there are.");
    }
}
