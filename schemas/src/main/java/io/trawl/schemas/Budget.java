package io.trawl.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.trawl.schemas.window.TimeWindow;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a source can bear, shared by all jobs.
 *
 * @param concurrency attempts at the same time, 1 to 10,000
 * @param bytesPerSecond read from it; null is no limit
 * @param rowsPerSecond read from it; null is no limit
 * @param windows when it may be read, see {@link TimeWindow}; null is always
 */
public record Budget(
        int concurrency,
        @Nullable Long bytesPerSecond,
        @Nullable Long rowsPerSecond,
        @Nullable List<String> windows) {
    public static final int MAX_CONCURRENCY = 10_000;
    /** A slower source could not deliver one buffer within the bound of a stalled attempt. */
    public static final long MIN_BYTES_PER_SECOND = 1_024;

    public static final int MAX_WINDOWS = 20;

    public Budget {
        Checks.within(concurrency, 1, MAX_CONCURRENCY, "budget.concurrency");
        if (bytesPerSecond != null) {
            Checks.atLeast(bytesPerSecond, MIN_BYTES_PER_SECOND, "budget.bytes_per_second");
        }
        if (rowsPerSecond != null) {
            Checks.atLeast(rowsPerSecond, 1, "budget.rows_per_second");
        }
        windows = windows == null || windows.isEmpty() ? null : Checks.atMost(windows, MAX_WINDOWS, "budget.windows");
        parsed(windows);
    }

    /** Concurrency alone. In JSON a bare number is no budget. */
    @JsonCreator(mode = JsonCreator.Mode.DISABLED)
    public Budget(int concurrency) {
        this(concurrency, null, null, null);
    }

    /** When it may be read; empty is always. */
    public List<TimeWindow> opening() {
        return parsed(windows);
    }

    private static List<TimeWindow> parsed(@Nullable List<String> windows) {
        List<String> texts = windows == null ? List.of() : windows;
        return IntStream.range(0, texts.size())
                .mapToObj(i -> window(texts.get(i), i))
                .toList();
    }

    private static TimeWindow window(String text, int place) {
        try {
            return TimeWindow.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidField("budget.windows." + place, String.valueOf(e.getMessage()));
        }
    }
}
