package io.trawl.orchestrator.api;

import io.trawl.engine.job.IllegalJobState;
import io.trawl.engine.job.JobNotFound;
import io.trawl.engine.job.JobService;
import io.trawl.engine.job.JobVerb;
import io.trawl.schemas.JobState;
import io.trawl.schemas.JobStatus;
import io.trawl.schemas.Page;
import io.trawl.schemas.VerbOutcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done to a job, and to all jobs of a label. A body is of no use here, and not read. */
@RestController
@RequestMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class VerbsController {
    private static final String NOW = "now";
    private static final String LABEL = "label";

    private final JobService jobs;

    VerbsController(JobService jobs) {
        this.jobs = jobs;
    }

    /** 202 while the job is being stopped, 200 when it has stopped. */
    @PostMapping("/{id}/cancel")
    ResponseEntity<JobStatus> cancel(@PathVariable("id") String id, HttpServletRequest request)
            throws JobNotFound, IllegalJobState {
        Query.of(request);
        JobStatus status = jobs.act(Caller.tenant(request), JobIds.inPath(id), JobVerb.CANCEL);
        boolean stopping = status.state() == JobState.CANCELLING;
        return ResponseEntity.status(stopping ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(status);
    }

    @PostMapping("/{id}/pause")
    JobStatus pause(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound, IllegalJobState {
        JobVerb verb = pausing(Query.of(request, NOW));
        return jobs.act(Caller.tenant(request), JobIds.inPath(id), verb);
    }

    @PostMapping("/{id}/resume")
    JobStatus resume(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound, IllegalJobState {
        Query.of(request);
        return jobs.act(Caller.tenant(request), JobIds.inPath(id), JobVerb.RESUME);
    }

    @PostMapping("/{id}/retry")
    JobStatus retry(@PathVariable("id") String id, HttpServletRequest request) throws JobNotFound, IllegalJobState {
        Query.of(request);
        return jobs.act(Caller.tenant(request), JobIds.inPath(id), JobVerb.RETRY);
    }

    /** For masters: they have the end of their part. */
    @PostMapping("/{id}/acknowledge")
    JobStatus acknowledge(@PathVariable("id") String id, HttpServletRequest request)
            throws JobNotFound, IllegalJobState {
        Query.of(request);
        return jobs.acknowledge(Caller.tenant(request), JobIds.inPath(id));
    }

    @PostMapping("/cancel")
    Page<VerbOutcome> cancelAll(HttpServletRequest request) throws JobNotFound {
        return all(request, Query.of(request, LABEL, "cursor", "limit"), JobVerb.CANCEL);
    }

    @PostMapping("/pause")
    Page<VerbOutcome> pauseAll(HttpServletRequest request) throws JobNotFound {
        Query query = Query.of(request, LABEL, "cursor", "limit", NOW);
        return all(request, query, pausing(query));
    }

    @PostMapping("/resume")
    Page<VerbOutcome> resumeAll(HttpServletRequest request) throws JobNotFound {
        return all(request, Query.of(request, LABEL, "cursor", "limit"), JobVerb.RESUME);
    }

    @PostMapping("/retry")
    Page<VerbOutcome> retryAll(HttpServletRequest request) throws JobNotFound {
        return all(request, Query.of(request, LABEL, "cursor", "limit"), JobVerb.RETRY);
    }

    private Page<VerbOutcome> all(HttpServletRequest request, Query query, JobVerb verb) throws JobNotFound {
        Map<String, String> labels = query.pairs(LABEL);
        if (labels.isEmpty()) {
            // Without a label it would be for all jobs there are.
            throw Refused.parameter(LABEL, "is missing; name the jobs by at least one, as team=risk");
        }
        String tenant = Caller.tenant(request);
        return query.page((cursor, limit) -> jobs.actOnAll(tenant, verb, labels, cursor, limit));
    }

    private static JobVerb pausing(Query query) {
        String now = query.text(NOW);
        if (now != null && !now.equals("true") && !now.equals("false")) {
            throw Refused.parameter(NOW, "must be true or false");
        }
        return "true".equals(now) ? JobVerb.PAUSE_NOW : JobVerb.PAUSE;
    }
}
