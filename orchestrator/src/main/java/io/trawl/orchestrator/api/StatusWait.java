package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.schemas.JobStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Answers a status question when there is something new. Every waiting caller asks the job service again and again, so
 * their number has a limit, and their pace slows down.
 */
final class StatusWait implements AutoCloseable {
    static final int MAX_WAITING = 200;
    static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final JobService jobs;
    private final LongSupplier nanoTime;
    private final Semaphore places;
    private final CountDownLatch closed = new CountDownLatch(1);

    StatusWait(JobService jobs, LongSupplier nanoTime, int places) {
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.places = new Semaphore(places);
    }

    /** @throws JobNotFound saying so when there was one */
    JobStatus one(String tenant, UUID id) throws JobNotFound {
        return jobs.job(tenant, id);
    }

    /**
     * Answers as soon as a job differs from the version known of it, or all of them have ended, or the time is up.
     *
     * @param known version per job; a job that is not in there is compared with what is seen first
     */
    List<JobStatus> await(String tenant, List<UUID> ids, Map<UUID, Long> known, Duration wait) {
        List<JobStatus> first = jobs.status(tenant, ids);
        Map<UUID, Long> seen = new HashMap<>(known);
        first.forEach(job -> seen.putIfAbsent(job.jobId(), job.version()));
        if (wait.isZero() || settled(first, seen)) {
            return first;
        }
        if (!places.tryAcquire()) {
            throw new Refused(Problem.of(
                    ProblemType.TOO_MANY_WAITING,
                    "Already " + MAX_WAITING
                            + " callers wait for changes; ask without wait_s, or wait a little longer."));
        }
        try {
            return poll(tenant, ids, seen, wait, first);
        } finally {
            places.release();
        }
    }

    private List<JobStatus> poll(
            String tenant, List<UUID> ids, Map<UUID, Long> seen, Duration wait, List<JobStatus> first) {
        List<JobStatus> latest = first;
        long end = nanoTime.getAsLong() + wait.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!settled(latest, seen)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - nanoTime.getAsLong());
            if (left <= 0 || closesWithin(Math.min(pause, left))) {
                return latest;
            }
            latest = jobs.status(tenant, ids);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
        return latest;
    }

    private static boolean settled(List<JobStatus> jobs, Map<UUID, Long> seen) {
        return jobs.stream().allMatch(job -> job.state().terminal())
                || jobs.stream().anyMatch(job -> !Long.valueOf(job.version()).equals(seen.get(job.jobId())));
    }

    private boolean closesWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Lets everybody who waits go with what is known now, so that a shutdown need not wait for them. */
    @Override
    public void close() {
        closed.countDown();
    }
}
