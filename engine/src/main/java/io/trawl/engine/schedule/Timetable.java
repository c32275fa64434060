package io.trawl.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/** The times at which a schedule runs. */
@FunctionalInterface
public interface Timetable {
    /** The first time after this one; empty when none comes any more. */
    Optional<Instant> next(Instant after);
}
