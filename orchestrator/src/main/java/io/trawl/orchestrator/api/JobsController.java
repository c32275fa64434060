package io.trawl.orchestrator.api;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.ledger.JobLedger.TaskFilter;
import io.trawl.schemas.Gap;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.Receipt;
import io.trawl.schemas.ResultRow;
import io.trawl.schemas.TaskState;
import io.trawl.schemas.TaskView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /jobs} and what belongs to one of them. */
@RestController
@RequestMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobsController {
    private final JobService jobs;
    private final String tenant;

    JobsController(JobService jobs, String tenant) {
        this.jobs = jobs;
        this.tenant = tenant;
    }

    @GetMapping
    Page<JobStatus> jobs(HttpServletRequest request) {
        Query query = Query.of(request, "state", "cursor", "limit");
        return jobs.jobs(tenant, query.anyOf("state", JobState.class), query.cursor(), query.limit());
    }

    @GetMapping("/{id}")
    JobStatus job(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query.of(request);
        UUID jobId = JobIds.inPath(id);
        List<JobStatus> found = jobs.status(tenant, List.of(jobId));
        if (found.isEmpty()) {
            throw new JobNotFound(jobId);
        }
        return found.getFirst();
    }

    @GetMapping("/{id}/tasks")
    Page<TaskView> tasks(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "state", "phase", "source", "cursor", "limit");
        return jobs.tasks(tenant, JobIds.inPath(id), filter(query), query.cursor(), query.limit());
    }

    private static @Nullable TaskFilter filter(Query query) {
        TaskFilter filter =
                new TaskFilter(query.oneOf("state", TaskState.class), query.text("phase"), query.text("source"));
        return filter.equals(new TaskFilter(null, null, null)) ? null : filter;
    }

    @GetMapping("/{id}/receipt")
    Receipt receipt(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query.of(request);
        return jobs.receipt(tenant, JobIds.inPath(id));
    }

    @GetMapping("/{id}/gaps")
    Page<Gap> gaps(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "cursor", "limit");
        return jobs.gaps(tenant, JobIds.inPath(id), query.cursor(), query.limit());
    }

    @GetMapping("/{id}/results")
    Page<ResultRow> results(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, "kind", "cursor", "limit");
        return jobs.results(tenant, JobIds.inPath(id), query.text("kind"), query.cursor(), query.limit());
    }

    /** 202 while the job is being stopped, 200 when it has stopped. A body is of no use here, and not read. */
    @PostMapping("/{id}/cancel")
    ResponseEntity<JobStatus> cancel(@PathVariable("id") String id, HttpServletRequest request)
            throws JobNotFound, IllegalJobState {
        Query.of(request);
        JobStatus status = jobs.cancel(tenant, JobIds.inPath(id));
        return ResponseEntity.status(status.state().terminal() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(status);
    }
}
