package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Streams of what changes at a job. The id of an event is the version of the job, so that who comes again with the last
 * one gets what is new and nothing twice. Every stream asks the job service again and again: their number has a limit.
 */
final class JobEvents implements AutoCloseable {
    static final int MAX_STREAMS = 100;
    /** How soon a client comes again after its stream broke. */
    static final Duration RETRY = Duration.ofSeconds(2);
    /** Proxies cut a connection that is silent for longer, usually after a minute. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final JobService jobs;
    private final LongSupplier nanoTime;
    private final Semaphore places;
    private final CountDownLatch closed = new CountDownLatch(1);

    JobEvents(JobService jobs, LongSupplier nanoTime, int places) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.places = new Semaphore(places);
    }

    /** Where the events go; throwing ends the stream. */
    interface Listener {
        void opened() throws IOException;

        void event(String name, JobStatus status) throws IOException;

        /** Nothing has happened for a while. */
        void silence() throws IOException;
    }

    /**
     * Returns when the job has ended, or this is closed.
     *
     * @param lastSeen version that the caller knows; null is none
     * @throws JobNotFound before anything was written
     */
    void stream(String tenant, UUID jobId, @Nullable Long lastSeen, Listener listener) throws JobNotFound, IOException {
        JobStatus first = status(tenant, jobId);
        if (!places.tryAcquire()) {
            throw new Refused(Problem.of(
                    ProblemType.TOO_MANY_REQUESTS,
                    "Already " + MAX_STREAMS + " streams of events are open; close one, or ask /get_job_status."));
        }
        try {
            listener.opened();
            follow(tenant, first, lastSeen, listener);
        } finally {
            places.release();
        }
    }

    private void follow(String tenant, JobStatus first, @Nullable Long lastSeen, Listener listener)
            throws JobNotFound, IOException {
        JobStatus now = first;
        Long known = lastSeen;
        JobState state = null;
        long spoken = nanoTime.getAsLong();
        while (true) {
            if (now.state().terminal()) {
                listener.event("end", now);
                return;
            }
            if (known == null || known != now.version()) {
                listener.event(now.state() == state ? "progress" : "state", now);
                spoken = nanoTime.getAsLong();
            } else if (nanoTime.getAsLong() - spoken >= HEARTBEAT.toNanos()) {
                listener.silence();
                spoken = nanoTime.getAsLong();
            }
            known = now.version();
            state = now.state();
            if (closesWithin(LOOK)) {
                return;
            }
            now = status(tenant, now.jobId());
        }
    }

    private JobStatus status(String tenant, UUID jobId) throws JobNotFound {
        return jobs.job(tenant, jobId);
    }

    /** One event, as it stands in the stream. JSON has no line breaks of its own here. */
    static String text(String name, JobStatus status) {
        return "id: " + status.version() + "\nevent: " + name + "\ndata: "
                + Json.mapper().writeValueAsString(status) + "\n\n";
    }

    private boolean closesWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends every stream, so that a shutdown need not wait for them; their readers come again. */
    @Override
    public void close() {
        closed.countDown();
    }
}
