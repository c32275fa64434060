package io.trawl.schemas;

import java.time.Duration;

/**
 * Leave to read of a source.
 *
 * @param limited false when the source has no rate; all else is then 0
 * @param bytes granted; may be more than was asked for
 * @param rows granted; may be more than was asked for
 * @param delay before any of it is read
 */
public record TollAnswer(boolean limited, long bytes, long rows, Duration delay) {
    public TollAnswer {
        Checks.atLeast(bytes, 0, "bytes");
        Checks.atLeast(rows, 0, "rows");
        Checks.present(delay, "delay");
    }
}
