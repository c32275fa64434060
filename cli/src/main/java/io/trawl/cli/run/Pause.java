package io.trawl.cli.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waiting that ends early when the process is asked to end. */
@FunctionalInterface
public interface Pause {
    /** How often it is looked whether something else asks. */
    Duration LOOK = Duration.ofSeconds(1);

    /** @return what was asked; null when the time is over */
    Interrupts.@Nullable Kind await(Duration time) throws InterruptedException;

    /** @return what was asked */
    default Interrupts.Kind untilAsked() throws InterruptedException {
        Interrupts.Kind asked = null;
        while (asked == null) {
            asked = await(LOOK);
        }
        return asked;
    }

    /** Ends also when something else asks for it, as a signal from outside would. */
    default Pause or(BooleanSupplier asking) {
        return time -> asking.getAsBoolean() ? Interrupts.Kind.TERMINATE : await(time);
    }
}
