package io.trawl.cli.run;

import io.trawl.cli.output.ProgressLine;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Rewrites one line of the terminal with where a job stands. */
public final class LiveProgress implements Consumer<JobStatus>, AutoCloseable {
    private static final String TO_START = "\r";
    /** Clears to the end of the line, in every terminal of the last forty years. */
    private static final String CLEAR = "\u001b[K";

    private final Surroundings surroundings;
    private final LongSupplier nanos;
    private long startedAt;
    private long startedBytes = -1;
    private boolean shown;

    /** @param nanos a monotonic clock */
    public LiveProgress(Surroundings surroundings, LongSupplier nanos) {
        this.surroundings = surroundings;
        this.nanos = nanos;
    }

    @Override
    public void accept(JobStatus job) {
        if (!surroundings.terminal()) {
            return;
        }
        long bytes = ProgressLine.bytes(job);
        if (startedBytes < 0) {
            startedBytes = bytes;
            startedAt = nanos.getAsLong();
        }
        double seconds = Duration.ofNanos(nanos.getAsLong() - startedAt).toMillis() / 1000.0;
        long rate = seconds < 0.5 ? -1 : Math.round((bytes - startedBytes) / seconds);
        // One column stays free: some terminals wrap when the last one is written.
        surroundings.err().print(TO_START + ProgressLine.of(job, rate, surroundings.width() - 1) + CLEAR);
        surroundings.err().flush();
        shown = true;
    }

    /** Takes the line away again. */
    @Override
    public void close() {
        if (shown) {
            surroundings.err().print(TO_START + CLEAR);
            surroundings.err().flush();
            shown = false;
        }
    }
}
