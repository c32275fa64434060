package io.trawl.cli.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waiting that ends early when the process is asked to end. */
@FunctionalInterface
public interface Pause {
    /** @return what was asked; null when the time is over */
    Interrupts.@Nullable Kind await(Duration time) throws InterruptedException;
}
