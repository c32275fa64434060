package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.JobLedger.JobFilter;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.orchestrator.api.ApiParts.Deliveries;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import io.trawl.schemas.WaitView;
import io.trawl.schemas.WebhookDelivery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /jobs} and what belongs to one of them. */
@RestController
@RequestMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobsController {
    private final JobService jobs;

    private final Deliveries deliveries;

    JobsController(JobService jobs, Deliveries deliveries) {
        this.jobs = jobs;
        this.deliveries = deliveries;
    }

    @GetMapping
    Page<JobStatus> jobs(HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "state", "label", "workload", "since", "cursor", "limit");
        JobFilter filter = new JobFilter(
                query.anyOf("state", JobState.class),
                query.pairs("label"),
                query.text("workload"),
                query.instant("since"));
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.jobs(tenant, filter, cursor, limit));
    }

    @GetMapping("/{id}")
    JobStatus job(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query.of(request);
        UUID jobId = JobIds.inPath(id);
        List<JobStatus> found = jobs.status(Caller.tenant(request), List.of(jobId));
        if (found.isEmpty()) {
            throw new JobNotFound(jobId);
        }
        return found.getFirst();
    }

    @GetMapping("/{id}/tasks")
    Page<TaskView> tasks(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "state", "phase", "source", "cursor", "limit");
        UUID jobId = JobIds.inPath(id);
        TaskFilter filter = filter(query);
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.tasks(tenant, jobId, filter, cursor, limit));
    }

    private static @Nullable TaskFilter filter(Query query) {
        TaskFilter filter =
                new TaskFilter(query.oneOf("state", TaskState.class), query.text("phase"), query.text("source"));
        return filter.equals(new TaskFilter(null, null, null)) ? null : filter;
    }

    @GetMapping("/{id}/waits")
    Page<WaitView> waits(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "cursor", "limit");
        UUID jobId = JobIds.inPath(id);
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.waits(tenant, jobId, cursor, limit));
    }

    @GetMapping("/{id}/receipt")
    Receipt receipt(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query.of(request);
        return jobs.receipt(Caller.tenant(request), JobIds.inPath(id));
    }

    @GetMapping("/{id}/gaps")
    Page<Gap> gaps(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "cursor", "limit");
        UUID jobId = JobIds.inPath(id);
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.gaps(tenant, jobId, cursor, limit));
    }

    @GetMapping("/{id}/results")
    Page<ResultRow> results(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "kind", "source", "cursor", "limit");
        UUID jobId = JobIds.inPath(id);
        String kind = query.text("kind");
        String source = query.text("source");
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.results(tenant, jobId, kind, source, cursor, limit));
    }

    @GetMapping("/{id}/webhooks")
    Page<WebhookDelivery> webhooks(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "cursor", "limit");
        UUID jobId = JobIds.inPath(id);
        String tenant = Caller.tenant(request);
        if (jobs.status(tenant, List.of(jobId)).isEmpty()) {
            throw new JobNotFound(jobId);
        }
        return query.page((cursor, limit) -> deliveries.of(tenant, jobId, cursor, limit));
    }
}
