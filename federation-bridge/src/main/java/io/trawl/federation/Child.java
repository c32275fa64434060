package io.trawl.federation;

import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.Gap;
import io.trawl.schemas.InstallationView;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.NamedSource;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WaitView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a master asks of a site: each call is one request with a bound on its time and on the size of its answer, and may
 * be repeated.
 */
interface Child extends AutoCloseable {
    /** Jobs asked for in one question: their ids and versions have to fit into an address. */
    int MAX_ASKED = 50;

    InstallationView installation() throws NoAnswer, Declined;

    JobStarted start(JobRequest request, String idempotencyKey) throws NoAnswer, Declined;

    /**
     * Answers when one of the jobs differs from the version known of it, or the wait is over; jobs that the site does not
     * know are left out. Fails with {@link NoAnswer} or {@link Declined}. Cancelling it ends the request.
     *
     * @param known version per job, at most {@link #MAX_ASKED}
     */
    CompletableFuture<List<JobStatus>> statuses(Map<UUID, Long> known, Duration wait);

    JobStatus act(UUID jobId, JobVerb verb) throws NoAnswer, Declined;

    void acknowledge(UUID jobId) throws NoAnswer, Declined;

    Receipt receipt(UUID jobId) throws NoAnswer, Declined;

    Page<NamedSource> sources(@Nullable String cursor) throws NoAnswer, Declined;

    /** What is shown to whoever asks and kept nowhere. */
    Page<ResultRow> results(
            UUID jobId, @Nullable String kind, @Nullable String source, @Nullable String cursor, int limit)
            throws NoAnswer, Declined;

    Page<Gap> gaps(UUID jobId, @Nullable String cursor, int limit) throws NoAnswer, Declined;

    Page<WaitView> waits(UUID jobId, @Nullable String cursor, int limit) throws NoAnswer, Declined;

    /** @param filter name and value of what the listing is narrowed by */
    Page<TaskView> tasks(UUID jobId, Map<String, String> filter, @Nullable String cursor, int limit)
            throws NoAnswer, Declined;

    @Override
    void close();

    /** The site did not answer, or not as itself: nothing is known of what it did. */
    final class NoAnswer extends Exception {
        private final String trouble;

        /** @param trouble one word of ours, never what the other side said */
        NoAnswer(String trouble) {
            super("The site gave no answer (" + trouble + ").");
            this.trouble = trouble;
        }

        String trouble() {
            return trouble;
        }
    }

    /** The site answered, and would not. */
    final class Declined extends Exception {
        private final int status;
        private final String problem;

        /** @param problem the name of the problem, a word; what the site said of it stays there */
        Declined(int status, String problem) {
            super("The site declined (" + status + " " + problem + ").");
            this.status = status;
            this.problem = problem;
        }

        int status() {
            return status;
        }

        String problem() {
            return problem;
        }
    }
}
