package io.trawl.cli.run;

import io.trawl.cli.exit.ExitCode;
import io.trawl.cli.exit.Refusal;
import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a job again and again, until it has ended or the process is asked to end. */
public final class Follower {
    /** All of this version's jobs belong to it. */
    public static final String TENANT = "default";

    private static final Duration LOOK = Duration.ofMillis(250);
    /** Running attempts are given this long to notice that their job is cancelled. */
    private static final int LOOKS_AFTER_CANCEL = 4 * 30;

    private final JobService jobs;
    private final Pause pause;

    public Follower(JobService jobs, Pause pause) {
        this.jobs = jobs;
        this.pause = pause;
    }

    /** @param asked to end, before the job did; null when the job has ended */
    public record End(JobStatus status, Interrupts.@Nullable Kind asked) {}

    public End follow(UUID jobId, Consumer<JobStatus> progress) throws InterruptedException {
        while (true) {
            JobStatus status = status(jobId);
            progress.accept(status);
            if (status.state().terminal()) {
                return new End(status, null);
            }
            Interrupts.Kind asked = pause.await(LOOK);
            if (asked != null) {
                return new End(status, asked);
            }
        }
    }

    /**
     * Cancels the job and waits, for a bounded time, until nothing of it runs any more.
     *
     * @return the last status seen
     */
    public JobStatus cancel(UUID jobId) throws InterruptedException {
        try {
            JobStatus status = jobs.cancel(TENANT, jobId);
            for (int look = 0; look < LOOKS_AFTER_CANCEL && !status.state().terminal(); look++) {
                // The first signal has come; from here on only time ends the wait, and a second signal the process.
                Thread.sleep(LOOK);
                status = status(jobId);
            }
            return status;
        } catch (IllegalJobState e) {
            // It ended in the meantime.
            return status(jobId);
        } catch (JobNotFound e) {
            throw new Refusal(ExitCode.FAILED, sentence(e), e);
        }
    }

    public JobStatus status(UUID jobId) {
        List<JobStatus> found = jobs.status(TENANT, List.of(jobId));
        if (found.isEmpty()) {
            throw new Refusal(ExitCode.FAILED, sentence(new JobNotFound(jobId)));
        }
        return found.getFirst();
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
