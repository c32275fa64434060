package io.trawl.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.trawl.engine.job.JobService;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.PhaseStatus;
import io.trawl.schemas.RecordCounts;
import io.trawl.schemas.SourceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Submits jobs over trees of files and follows them. @param jobs of a server that answers now */
public record JobClient(Supplier<? extends JobService> jobs) {
    public static final String TENANT = "default";
    private static final Duration JOB = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(15);

    /** @return the job */
    public UUID submit(Path root) {
        SourceSpec source = SourceSpec.of("tree", "file", Map.of("root", root.toString()));
        return submit(new JobRequest("e2e", "discovery", List.of(source), null, null, null, null));
    }

    public UUID submit(JobRequest request) {
        try {
            return jobs.get().start(TENANT, request, null).jobId();
        } catch (InvalidJob e) {
            throw new AssertionError(e);
        }
    }

    public JobStatus status(UUID job) {
        return jobs.get().status(TENANT, List.of(job)).getFirst();
    }

    public JobStatus awaitEnd(UUID job) {
        return await("end of the job")
                .atMost(JOB)
                .pollInterval(LOOK.multipliedBy(5))
                .until(() -> status(job), s -> s.state().terminal());
    }

    /** Fails when the job has ended before. */
    public JobStatus awaitStatus(UUID job, Predicate<JobStatus> wanted) {
        JobStatus found = awaitStatusOrEnd(job, wanted);
        assertThat(wanted.test(found)).as("struck in time, at %s", found).isTrue();
        return found;
    }

    /** Whichever comes first. */
    public JobStatus awaitStatusOrEnd(UUID job, Predicate<JobStatus> wanted) {
        return await("the moment to strike")
                .atMost(JOB)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> status(job), s -> wanted.test(s) || s.state().terminal());
    }

    /** Some of the phase's records have an outcome, and some not yet. */
    public static Predicate<JobStatus> underWay(String phase) {
        return status -> status.phases().stream()
                .filter(p -> p.phase().equals(phase))
                .anyMatch(p -> settled(p) > 0 && !p.state().equals("DONE"));
    }

    /** Records with an outcome. */
    public static long settled(PhaseStatus phase) {
        RecordCounts records = phase.records();
        return records.processed() + records.skipped() + records.failed() + records.excluded();
    }
}
