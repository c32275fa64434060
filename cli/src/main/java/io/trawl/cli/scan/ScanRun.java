package io.trawl.cli.scan;

import io.trawl.cli.access.JobAccess;
import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.cli.output.Format;
import io.trawl.cli.output.TerminalText;
import io.trawl.cli.run.Follower;
import io.trawl.cli.run.Interrupts;
import io.trawl.cli.run.LimitOptions;
import io.trawl.cli.run.LiveProgress;
import io.trawl.cli.run.Pause;
import io.trawl.cli.run.Surroundings;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.InvalidField;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One scan, from its submission to its report. */
final class ScanRun {
    private static final List<JobState> UNFINISHED = List.of(JobState.PENDING, JobState.RUNNING, JobState.PAUSED);

    private final Surroundings surroundings;
    private final JobAccess access;
    private final JobService jobs;
    private final Follower follower;
    private final boolean quiet;

    ScanRun(Surroundings surroundings, JobAccess access, Pause pause, boolean quiet) {
        this.surroundings = surroundings;
        this.access = access;
        this.jobs = access.jobs();
        this.follower = new Follower(jobs, pause);
        this.quiet = quiet;
    }

    /**
     * What is wanted at the end.
     *
     * @param output null is the terminal
     */
    record Wanted(Format format, @Nullable Path output, List<FailOn> failOn) {}

    UUID submit(ScanArguments arguments, LimitOptions limits) {
        find(arguments, UNFINISHED)
                .ifPresent(earlier -> hint("A scan with the same arguments is unfinished (job " + earlier.jobId()
                        + "); --resume goes on with it. This one starts anew."));
        try {
            JobRequest request = limits.on(arguments.request());
            return jobs.start(Follower.TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (InvalidField e) {
            throw new Refusal(ExitCode.USAGE, e.getMessage() + ".", e);
        } catch (TooManyJobs e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    UUID unfinished(ScanArguments arguments) {
        return find(arguments, UNFINISHED)
                .orElseThrow(() -> nothingToResume(arguments))
                .jobId();
    }

    /** A job that was all but done may end while its process is being stopped. */
    private Refusal nothingToResume(ScanArguments arguments) {
        String ended = find(arguments, List.of())
                .map(job -> "the last one has ended, and --resume " + job.jobId() + " shows its report")
                .orElse("leave --resume out to start one");
        return new Refusal(ExitCode.USAGE, "There is no unfinished scan with these arguments; " + ended + ".");
    }

    /** The newest. @param states none is any */
    private Optional<JobStatus> find(ScanArguments arguments, List<JobState> states) {
        String mark = arguments.mark();
        return jobs.jobs(Follower.TENANT, JobFilter.of(states), null, Page.MAX_LIMIT).items().stream()
                .filter(job -> mark.equals(job.labels().get(ScanArguments.LABEL)))
                .findFirst();
    }

    /** @return the exit code */
    int toTheEnd(UUID jobId, Wanted wanted) throws InterruptedException, IOException {
        Follower.End end;
        try (LiveProgress progress = new LiveProgress(surroundings, System::nanoTime)) {
            end = follower.follow(jobId, quiet ? status -> {} : progress);
        }
        Interrupts.Kind asked = end.asked();
        if (asked != null) {
            return interrupted(jobId, asked);
        }
        boolean matched = report(end.status(), wanted);
        String reason = end.status().reason();
        if (end.status().state() == JobState.FAILED && reason != null) {
            surroundings.say("trawl: The job failed: " + TerminalText.escape(reason));
        }
        return ExitCode.of(end.status().state(), matched).number();
    }

    /** Someone at the keyboard wants it gone; whoever stops the process may want it to go on later. */
    private int interrupted(UUID jobId, Interrupts.Kind asked) throws InterruptedException {
        switch (asked) {
            case INTERRUPT -> {
                hint("Cancelling job " + jobId + " …");
                JobState state = follower.cancel(jobId).state();
                surroundings.say("Job " + jobId + " is "
                        + state.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
            }
            case TERMINATE, HANG_UP ->
                surroundings.say("Job " + jobId
                        + (access.isInside()
                                ? " stops here; trawl scan --resume " + jobId + " goes on with it."
                                : " goes on at the server."));
        }
        return asked.exitCode();
    }

    private boolean report(JobStatus job, Wanted wanted) throws IOException {
        ScanReport report = new ScanReport(jobs, wanted.failOn(), surroundings.width());
        Path output = wanted.output();
        boolean matched;
        try {
            if (output == null) {
                matched = report.write(job, wanted.format(), surroundings.out());
            } else {
                try (Document document = Document.at(output)) {
                    matched = report.write(job, wanted.format(), document.writer());
                    document.finish();
                }
            }
        } catch (JobNotFound e) {
            throw new Refusal(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        if (output != null || wanted.format() != Format.TABLE) {
            hint("Job " + job.jobId() + " is "
                    + job.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "; trawl jobs receipt "
                    + job.jobId() + " shows what was covered.");
        }
        return matched;
    }

    private void hint(String line) {
        if (!quiet) {
            surroundings.say(line);
        }
    }
}
