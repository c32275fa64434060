package io.trawl.engine.job;

import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.engine.rates.KnownRates;
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

/** Another job service, whose statuses also say how fast a job goes and how long it will take. */
public record MeasuredJobs(JobService jobs, KnownRates rates) implements JobService {
    @Override
    public JobStarted start(
            String tenant, JobRequest request, @Nullable String idempotencyKey, @Nullable TraceContext caller)
            throws InvalidJob {
        return jobs.start(tenant, request, idempotencyKey, caller);
    }

    @Override
    public void check(String tenant, JobRequest request) throws InvalidJob {
        jobs.check(tenant, request);
    }

    @Override
    public List<JobStatus> status(String tenant, List<UUID> jobIds) {
        return jobs.status(tenant, jobIds).stream().map(rates::fill).toList();
    }

    @Override
    public JobStatus job(String tenant, UUID jobId) throws JobNotFound {
        return rates.fill(jobs.job(tenant, jobId));
    }

    @Override
    public Page<JobStatus> jobs(String tenant, JobFilter filter, @Nullable String cursor, int limit) {
        Page<JobStatus> page = jobs.jobs(tenant, filter, cursor, limit);
        return new Page<>(page.items().stream().map(rates::fill).toList(), page.nextCursor());
    }

    @Override
    public JobStatus act(String tenant, UUID jobId, JobVerb verb) throws JobNotFound, IllegalJobState {
        return rates.fill(jobs.act(tenant, jobId, verb));
    }

    @Override
    public JobStatus acknowledge(String tenant, UUID jobId) throws JobNotFound, IllegalJobState {
        return rates.fill(jobs.acknowledge(tenant, jobId));
    }

    @Override
    public Page<VerbOutcome> actOnAll(
            String tenant, JobVerb verb, Map<String, String> labels, @Nullable String cursor, int limit) {
        return jobs.actOnAll(tenant, verb, labels, cursor, limit);
    }

    @Override
    public Receipt receipt(String tenant, UUID jobId) throws JobNotFound {
        return jobs.receipt(tenant, jobId);
    }

    @Override
    public Page<Gap> gaps(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        return jobs.gaps(tenant, jobId, cursor, limit);
    }

    @Override
    public Page<ResultRow> results(
            String tenant,
            UUID jobId,
            @Nullable String kind,
            @Nullable String source,
            @Nullable String cursor,
            int limit)
            throws JobNotFound {
        return jobs.results(tenant, jobId, kind, source, cursor, limit);
    }

    @Override
    public Page<WaitView> waits(String tenant, UUID jobId, @Nullable String cursor, int limit) throws JobNotFound {
        return jobs.waits(tenant, jobId, cursor, limit);
    }

    @Override
    public Page<TaskView> tasks(
            String tenant, UUID jobId, @Nullable TaskFilter filter, @Nullable String cursor, int limit)
            throws JobNotFound {
        return jobs.tasks(tenant, jobId, filter, cursor, limit);
    }
}
