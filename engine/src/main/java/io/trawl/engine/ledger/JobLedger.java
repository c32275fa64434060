package io.trawl.engine.ledger;

import io.trawl.engine.trace.TraceContext;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as users see them. Every read and verb names the tenant; another tenant's job does not exist. */
public interface JobLedger {
    /**
     * Stores the job, its sources, its phases and one PENDING task of phase 0 per source, in state PENDING.
     *
     * @return the job of the key: the new one, or with the same request hash the one already there
     * @throws IdempotencyConflict when the key was used for another request
     * @throws TooManyJobs when the tenant has as many jobs alive as it may have; nothing is stored, nor the key
     */
    Submitted submit(NewJob job);

    /** Statuses in the order asked; unknown ids are left out. At most {@link Page#MAX_LIMIT} ids. */
    List<JobStatus> status(String tenant, List<UUID> jobIds);

    /**
     * Newest first.
     *
     * @param cursor from the page before; null for the first
     */
    Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit);

    /** What workers and readers need of a job; it never changes. */
    Optional<JobSpec> spec(UUID jobId);

    Optional<Receipt> receipt(String tenant, UUID jobId);

    /** In order of phase, source and arrival. */
    Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit);

    /**
     * Parts of results in order of source, kind and key, all parts of a key in one page: the page may exceed the
     * limit by the parts of its last key.
     *
     * @param kind null is every kind
     * @param source null is every source
     */
    Page<ResultPart> resultParts(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit);

    /** Of every source. */
    default Page<ResultPart> resultParts(
            String tenant, UUID jobId, @Nullable String kind, @Nullable String cursor, int limit) {
        return resultParts(tenant, jobId, kind, null, cursor, limit);
    }

    /** In order of id. {@code waitsFor} is not filled here. */
    Page<TaskView> tasks(String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit);

    /**
     * PENDING, RUNNING or PAUSED becomes CANCELLING: no result of the job is published from here on. Tasks not yet
     * running end as CANCELLED, a bounded number now and the rest by {@link ReconcileLedger#settle}; running ones
     * become ABORTING. With nothing left in flight the job is CANCELLED at once.
     *
     * @return empty when there is no such job; {@code changed} is false when the state did not allow it
     */
    Optional<Changed> cancel(String tenant, UUID jobId);

    /**
     * RUNNING becomes PAUSED: nothing is claimed any more, what no worker has started is taken back; what runs goes on
     * to its end, or with {@code now} is told to stop and continues from its checkpoint after {@link #resume}.
     *
     * @return empty when there is no such job; {@code changed} is false when the state did not allow it. With
     *     {@code now} a job that is PAUSED already stops what it still runs
     */
    Optional<Changed> pause(String tenant, UUID jobId, boolean now);

    /** PAUSED becomes RUNNING again. */
    Optional<Changed> resume(String tenant, UUID jobId);

    /**
     * COMPLETED_WITH_GAPS or FAILED becomes RUNNING again: every DEAD task is PENDING again from its checkpoint, with
     * nothing held against it, and records that a limit kept from becoming tasks wait for that again; the failures
     * they were counted for and their gaps are taken back in the same transaction, and the receipt gets a revision.
     * Limits of the job count anew. A job with neither stays as it is.
     *
     * @return empty when there is no such job; {@code changed} is false when the state did not allow it, or there was
     *     nothing to try again, or what it would read again is gone
     */
    Optional<Changed> retry(String tenant, UUID jobId);

    /**
     * A job with a parent that has ended is held no longer: it may be forgotten after its time. {@link #submit} and
     * {@link #retry} hold it.
     *
     * @return empty when there is no such job; {@code changed} is false when it has not ended, or was not held
     */
    Optional<Changed> acknowledge(String tenant, UUID jobId);

    /** What is known of a job that was removed, for as long as it is known. */
    Optional<Forgotten> forgotten(String tenant, UUID jobId);

    /** A job that was removed some time after its end. */
    record Forgotten(JobState state, Instant endedAt, Instant forgottenAt) {}

    /**
     * @param changed whether this call did it; {@code state} is the state after the call
     * @param gone whether it was refused because what was staged for the job is there no more
     */
    record Changed(boolean changed, JobState state, boolean gone) {
        public Changed(boolean changed, JobState state) {
            this(changed, state, false);
        }
    }

    /**
     * @param created false when the key was seen before
     * @param trace that the job is kept with; null when it is kept with none
     */
    record Submitted(
            UUID jobId,
            JobState state,
            boolean created,
            @Nullable TraceContext trace) {
        /** Under no trace. */
        public Submitted(UUID jobId, JobState state, boolean created) {
            this(jobId, state, created, null);
        }
    }

    /** One published part of a result. */
    record ResultPart(String source, String kind, String key, String body) {}

    /**
     * Which jobs to list.
     *
     * @param states any of these; empty is all
     * @param labels all of these
     * @param workload null is any
     * @param since created then or later; null is ever
     */
    record JobFilter(
            List<JobState> states,
            Map<String, String> labels,
            @Nullable String workload,
            @Nullable Instant since) {
        public static final JobFilter ALL = of(List.of());

        public JobFilter {
            states = List.copyOf(states);
            labels = Map.copyOf(labels);
        }

        public static JobFilter of(List<JobState> states) {
            return new JobFilter(states, Map.of(), null, null);
        }
    }

    /** Which tasks to list; a null field is any. */
    record TaskFilter(
            io.trawl.schemas.@Nullable TaskState state,
            @Nullable String phase,
            @Nullable String source) {}
}
