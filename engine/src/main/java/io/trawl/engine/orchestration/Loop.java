package io.trawl.engine.orchestration;

import java.time.Duration;

/** A background activity, one bounded turn at a time. */
public interface Loop {
    /** For thread names and logs. */
    String name();

    /** One turn. Returns how long to wait before the next one, unless woken; zero to go on at once. */
    Duration runOnce();
}
