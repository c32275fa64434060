package io.trawl.cli.run;

import io.trawl.cli.config.Size;
import io.trawl.cli.config.Span;
import io.trawl.schemas.JobLimits;
import io.trawl.schemas.JobRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limits of a job, for the commands that start one. */
public final class LimitOptions {
    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            description = "End the job so long after its start, with what it has found by then: 90m, 6h, PT6H.")
    private @Nullable String deadline;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "End the job when it has run so long, pauses left out.")
    private @Nullable String duration;

    @Option(
            names = "--max-bytes",
            paramLabel = "SIZE",
            description = "End the job when it has read so much: 500MB, 10GB.")
    private @Nullable String bytes;

    /** The request with these limits; those that were not given stay as they are in it. */
    public JobRequest on(JobRequest request) {
        JobLimits own = request.limits();
        JobLimits limits = new JobLimits(
                own.concurrency(),
                time("--deadline", deadline, own.deadline()),
                time("--max-duration", duration, own.duration()),
                bytes == null ? own.bytes() : Long.valueOf(Size.bytes("--max-bytes", bytes)));
        return request.limited(limits);
    }

    private static @Nullable Duration time(String option, @Nullable String given, @Nullable Duration own) {
        return given == null ? own : Span.of(option, given);
    }
}
