package io.trawl.cli.run;

import io.trawl.cli.output.ProgressLine;
import io.trawl.cli.output.SiteLines;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Rewrites a line of the terminal with where a job stands, and below it one for each of its sites, if it has such. */
public final class LiveProgress implements Consumer<JobStatus>, AutoCloseable {
    private static final String TO_START = "\r";
    /** Clears to the end of the line, in every terminal of the last forty years. */
    private static final String CLEAR = "\u001b[K";
    /** Clears to the end of the screen. */
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Surroundings surroundings;
    private final LongSupplier nanos;
    private long startedAt;
    private long startedBytes = -1;
    private int shown;

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
        show(lines(job, rate));
    }

    private List<String> lines(JobStatus job, long rate) {
        // One column stays free: some terminals wrap when the last one is written.
        int width = surroundings.width() - 1;
        List<String> lines = new ArrayList<>();
        lines.add(ProgressLine.of(job, rate, width));
        if (job.sites() != null) {
            lines.addAll(SiteLines.live(job.sites(), width));
        }
        return lines;
    }

    /** The cursor stays behind the last line, so that nothing scrolls when it is drawn again. */
    private void show(List<String> lines) {
        StringBuilder text = new StringBuilder(toFirstLine());
        text.append(String.join(CLEAR + "\n", lines)).append(CLEAR);
        if (lines.size() < shown) {
            text.append(CLEAR_BELOW);
        }
        surroundings.err().print(text);
        surroundings.err().flush();
        shown = lines.size();
    }

    private String toFirstLine() {
        return shown > 1 ? "\u001b[" + (shown - 1) + "A" + TO_START : TO_START;
    }

    /** Takes the lines away again. */
    @Override
    public void close() {
        if (shown > 0) {
            surroundings.err().print(toFirstLine() + (shown > 1 ? CLEAR_BELOW : CLEAR));
            surroundings.err().flush();
            shown = 0;
        }
    }
}
