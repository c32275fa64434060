package io.trawl.engine.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The limit of its own that a job has passed. What it had not read by then is failed for that reason. */
public enum Overrun {
    DEADLINE,
    DURATION,
    BYTES;

    /** In receipts and gaps, for example {@code limit:deadline}. Workloads give no reason that begins like this. */
    public String reason() {
        return "limit:" + name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Overrun> of(String reason) {
        return Stream.of(values()).filter(one -> one.reason().equals(reason)).findFirst();
    }

    /**
     * The name of the one gap that stands for all that was left at a source in a phase. In the first phase that is the
     * source itself: how much more there was to find, nobody knows.
     */
    public static String gapName(int phase, String source, long records) {
        return phase == 0 ? "source " + source + " incomplete" : records + " not read";
    }
}
