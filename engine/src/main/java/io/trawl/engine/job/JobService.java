package io.trawl.engine.job;

import io.trawl.engine.ledger.IdempotencyConflict;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.ledger.TooManyJobs;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.VerbOutcome;
import io.trawl.schemas.WaitView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What users ask for, whatever the deployment model: a local implementation over a ledger, a federated one over
 * child orchestrators. Every call names the tenant; a job of another tenant is {@link JobNotFound}.
 */
public interface JobService {
    /**
     * Stores a job. Answered means durable: it runs to an end through any crash.
     *
     * @param idempotencyKey 1 to 200 characters, or null
     * @param caller the place in a trace that asks; null begins a trace
     * @throws InvalidJob naming the field, the reason and the remedy; nothing is stored
     * @throws IdempotencyConflict when the key was used for another request
     * @throws TooManyJobs when the tenant has as many jobs alive as it may have; one that was stored under the key is
     *     still answered
     */
    JobStarted start(String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable TraceContext caller)
            throws InvalidJob;

    /** Of a caller that has no trace. */
    default JobStarted start(String tenant, JobRequest request, @Nullable String idempotencyKey) throws InvalidJob {
        return start(tenant, request, idempotencyKey, null);
    }

    /**
     * Whether the job would be taken as it is, now: nothing is stored.
     *
     * @throws InvalidJob as {@link #start} would
     */
    void check(String tenant, JobRequest request) throws InvalidJob;

    /** Unknown ids are left out. At most {@link Page#MAX_LIMIT} ids. */
    List<JobStatus> status(String tenant, List<UUID> jobIds);

    /** One job. The refusal says so when there was one that has been removed, as far as that is known. */
    default JobStatus job(String tenant, UUID jobId) throws JobNotFound {
        List<JobStatus> found = status(tenant, List.of(jobId));
        if (found.isEmpty()) {
            throw new JobNotFound(jobId);
        }
        return found.getFirst();
    }

    /** Newest first. */
    Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit);

    /**
     * The job after the verb. A verb that has led where it leads before is fine, but for a retry.
     *
     * @throws IllegalJobState when the job's state does not allow it, or nothing of it can be tried again
     */
    JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState;

    /** As {@link #act} with {@link JobVerb#CANCEL}. */
    default JobStatus cancel(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        return act(tenant, jobId, JobVerb.CANCEL);
    }

    /**
     * The master has the end of its part: the job need be kept no longer than others. Said twice it is fine, and so it
     * is of a job that has no parent. A retry makes a job wait for this again.
     *
     * @throws IllegalJobState when the job has not ended
     */
    JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState;

    /**
     * The verb for a page of the jobs with all these labels whose state allows it, each by itself; and what came of
     * it. With the cursor of the answer it goes on with the next ones.
     *
     * @param labels at least one
     */
    Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit);

    Receipt receipt(String tenant, UUID jobId) throws JobNotFound;

    Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound;

    /** Folded by the workload's merge; of one kind and one source, or of all where they are null. */
    Page<ResultRow> results(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit)
            throws JobNotFound;

    /** Of every source. */
    default Page<ResultRow> results(
            String tenant, UUID jobId, @Nullable String kind, @Nullable String cursor, int limit) throws JobNotFound {
        return results(tenant, jobId, kind, null, cursor, limit);
    }

    /** Which limit holds what waits of a job, in order of phase, then source; nothing of a job that has ended. */
    Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound;

    /** With, for every task that waits, why. */
    Page<TaskView> tasks(String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound;
}
