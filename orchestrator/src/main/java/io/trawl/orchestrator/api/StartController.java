package io.trawl.orchestrator.api;

import io.trawl.engine.job.JobService;
import io.trawl.engine.trace.JobTraces;
import io.trawl.engine.trace.TraceContext;
import io.trawl.engine.workload.InvalidJob;
import io.trawl.schemas.JobRequest;
import io.trawl.schemas.JobStarted;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /start_job}. */
@RestController
final class StartController {
    static final String KEY_HEADER = "Idempotency-Key";
    private static final int MAX_KEY_LENGTH = 200;

    private final JobService jobs;
    private final StartGate gate;
    private final JobTraces traces;

    StartController(JobService jobs, StartGate gate, JobTraces traces) {
        this.jobs = jobs;
        this.gate = gate;
        this.traces = traces;
    }

    @PostMapping(
            path = "/start_job",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobStarted> start(HttpServletRequest request) throws InvalidJob {
        Query.of(request);
        String key = idempotencyKey(request);
        JobRequest wanted = JobRequests.read(request);
        gate.pass();
        JobStarted started = jobs.start(
                Caller.tenant(request), wanted, key, Traceparent.of(request).orElse(null));
        gate.passed(started);
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted().location(URI.create("/jobs/" + started.jobId()));
        traces.find(started.jobId()).ifPresent(trace -> answer.header(TraceContext.HEADER, trace.text()));
        return answer.body(started);
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(KEY_HEADER));
        if (keys.isEmpty()) {
            return null;
        }
        String key = keys.getFirst().strip();
        boolean fits = keys.size() == 1 && !key.isEmpty() && key.length() <= MAX_KEY_LENGTH;
        if (!fits || !key.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw Refused.parameter(
                    KEY_HEADER, "must be given once, with 1 to " + MAX_KEY_LENGTH + " visible ASCII characters");
        }
        return key;
    }
}
